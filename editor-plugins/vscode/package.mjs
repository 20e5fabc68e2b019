// Makes the .vsix. Without arguments: one for all platforms, which looks for rifq in PATH. With a platform and a program, one that brings it:
//   node package.mjs linux-x64 ../../target/release/rifq
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const PLATFORMS = ["linux-x64", "linux-arm64", "alpine-x64", "alpine-arm64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

const [platform, program] = process.argv.slice(2);
if (platform !== undefined && (!PLATFORMS.includes(platform) || program === undefined || !existsSync(program))) {
  console.error(`usage: node package.mjs [PLATFORM PROGRAM], PLATFORM one of ${PLATFORMS.join(", ")}, PROGRAM the rifq built for it`);
  process.exit(2);
}

rmSync("bin", { recursive: true, force: true });
if (platform !== undefined) {
  const bundled = `bin/rifq${platform.startsWith("win32") ? ".exe" : ""}`;
  mkdirSync("bin");
  copyFileSync(program, bundled);
  chmodSync(bundled, 0o755);
}
const licences = ["MIT", "APACHE"].map((name) => readFileSync(`../../LICENSE-${name}`, "utf8"));
writeFileSync("LICENSE.txt", `Licensed under either of the two licences below, at your option.\n\n${licences.join("\n\n")}`);

const run = (file, ...args) => execFileSync(process.execPath, [file, ...args], { stdio: "inherit" });
run("esbuild.mjs");
const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const out = `rifq-${platform ?? "any"}-${version}.vsix`;
run(vsce, "package", "--no-dependencies", "--skip-license", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", out, ...(platform === undefined ? [] : ["--target", platform]));
