// Bundles the extension and the script of its page; with --tests the unit tests, with --watch again at each change.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, context } from "esbuild";

const [tests, watch] = ["--tests", "--watch"].map((flag) => process.argv.includes(flag));
const common = { bundle: true, minify: !watch && !tests, sourcemap: watch, logLevel: "warning" };
const node = { ...common, platform: "node", target: "node20", format: "cjs", external: ["vscode"] };
const tested = readdirSync("src/test").filter((name) => name.endsWith(".test.ts"));
const builds = tests
  ? [{ ...node, entryPoints: tested.map((name) => `src/test/${name}`), outdir: "dist/test" }]
  : [
      { ...node, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", metafile: true },
      { ...common, platform: "browser", target: "es2022", format: "iife", entryPoints: ["src/coach/page.ts"], outfile: "dist/page.js" },
    ];
for (const options of builds) {
  const built = await (watch ? (await context(options)).watch() : build(options));
  if (built?.metafile !== undefined) {
    writeFileSync("dist/THIRD-PARTY.txt", notices(Object.keys(built.metafile.inputs)));
  }
}

/** The licences of the packages that are bundled. */
function notices(inputs) {
  const folders = new Set(inputs.flatMap((path) => path.match(/^node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []));
  const texts = [...folders].sort().map((folder) => {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = file !== undefined ? readFileSync(join(folder, file), "utf8") : "";
    return `${name} ${version} (${license})\n\n${text}`;
  });
  return texts.join("\n\n----\n\n");
}
