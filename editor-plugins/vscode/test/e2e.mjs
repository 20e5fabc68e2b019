// The extension in a real editor: code-server with the .vsix, driven in Chromium. An Arabic and an English draft; squiggles, score and coach; a quick fix
// from the light bulb and one from the coach; the text is read back from the disk.
//   node test/e2e.mjs CODE_SERVER VSIX RIFQ [FOLDER FOR SCREENSHOTS]
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [codeServer, vsix, rifq, shots] = process.argv.slice(2).map((path) => resolve(path));
const home = dirname(fileURLToPath(import.meta.url));
const root = mkdtempSync(join(tmpdir(), "rifq-e2e-"));
const [user, extensions, workspace] = ["user", "extensions", "workspace"].map((name) => join(root, name));
/** RIFQ_SLOW=3 waits three times as long, on a busy machine. */
const MINUTE = 60_000 * Number(process.env.RIFQ_SLOW ?? 1);

const started = [];
const step = (text) => console.log(`  ${text}`);

/** What the first fix of the first finding that has one makes of a draft, with every blank filled by `words`. */
function expectation(file, words) {
  const report = JSON.parse(execFileSync(rifq, ["check", file, "--format", "json", "--fail-on", "never"], { encoding: "utf8" }));
  const finding = report.diagnostics.find(({ severity, fixes }) => severity === "warning" && fixes[0]?.title.includes("{"));
  assert.ok(finding, `a warning with a suggestion that has a blank in ${file}`);
  const fix = finding.fixes[0];
  let bytes = readFileSync(file);
  for (const edit of [...fix.edits].reverse()) {
    bytes = Buffer.concat([bytes.subarray(0, edit.start), Buffer.from(edit.text), bytes.subarray(edit.end)]);
  }
  const blanks = new Set(fix.edits.flatMap(({ text }) => text.match(/\{[^}]*\}/g) ?? []));
  return { report, finding, fix, blanks: blanks.size, text: bytes.toString().replace(/\{[^}]*\}/g, words) };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

async function until(what, done, time = MINUTE) {
  for (const end = Date.now() + time; Date.now() < end; ) {
    if (await done()) {
      return;
    }
    await new Promise((later) => setTimeout(later, 250));
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Starts code-server; on a busy machine it may give itself up, and is started again. */
async function startServer(common, attempts = 3) {
  const port = await freePort();
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  const server = spawn(process.execPath, [codeServer, ...common, ...flags], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const said = [];
  server.stdout.on("data", (text) => said.push(text));
  server.stderr.on("data", (text) => said.push(text));
  started.push(server);
  const answers = () => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false);
  await until("code-server", async () => server.exitCode !== null || (await answers()), 2 * MINUTE);
  if (server.exitCode === null) {
    return port;
  }
  assert.ok(attempts > 1, said.join(""));
  return startServer(common, attempts - 1);
}

async function startEditor() {
  mkdirSync(join(user, "User"), { recursive: true });
  cpSync(join(home, "workspace"), workspace, { recursive: true });
  writeFileSync(
    join(user, "User", "settings.json"),
    JSON.stringify({
      "rifq.path": rifq,
      "security.workspace.trust.enabled": false,
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
      "workbench.secondarySideBar.defaultVisibility": "hidden",
      "chat.disableAIFeatures": true,
      "workbench.colorTheme": "Default Light Modern",
      "workbench.layoutControl.enabled": false,
      "window.commandCenter": false,
      "update.mode": "none",
      "extensions.autoUpdate": false,
      "extensions.autoCheckUpdates": false,
      "telemetry.telemetryLevel": "off",
      "editor.minimap.enabled": false,
      "editor.fontSize": 15,
      "editor.lineHeight": 1.7,
      "editor.wordWrap": "on",
      "editor.unicodeHighlight.ambiguousCharacters": false,
      "git.enabled": false,
    }),
  );
  const common = ["--user-data-dir", user, "--extensions-dir", extensions];
  execFileSync(process.execPath, [codeServer, ...common, "--install-extension", vsix], { stdio: "pipe" });
  const port = await startServer(common);
  return (file) => {
    const payload = JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${port}${file}`]]);
    return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
  };
}

async function open(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  await page.goto(address, { timeout: 2 * MINUTE });
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor({ timeout: 2 * MINUTE });
  await page.locator("#rifq\\.rifq\\.rifq\\.score, [id*='rifq.score']").filter({ hasText: /rifq \d+/ }).waitFor({ timeout: MINUTE });
  return page;
}

/** A click on its tab gives the editor the focus and scrolls nothing. */
const focusEditor = (page) => page.locator(".tabs-container .tab.active").first().click();

async function command(page, name) {
  await focusEditor(page);
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>rifq: ${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click({ timeout: MINUTE });
}

/** The page of the coach: a frame in a frame. */
async function coach(page, wanted) {
  let frame;
  await until("the coach's page", async () => {
    for (const one of page.frames()) {
      if ((await one.locator("main button.fix").count().catch(() => 0)) > 0) {
        frame = one;
      }
    }
    return frame !== undefined && (wanted === undefined || (await frame.locator("main").innerText()).includes(wanted));
  });
  return frame;
}

/** Makes the side bar wide, so that draft and suggestion stand side by side. */
async function widen(page, by) {
  const bar = await page.locator(".part.sidebar").boundingBox();
  await page.mouse.move(bar.x + bar.width, bar.y + 300);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width + by, bar.y + 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(bar.x + bar.width + by + 300, bar.y + 600);
}

async function fillBlanks(page, count, words) {
  await suggestion(page);
  for (let blank = 0; blank < count; blank += 1) {
    await page.keyboard.insertText(words);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
}

/** Waits for a suggestion in the editor: its blanks are marked. */
const suggestion = (page) => page.locator(".monaco-editor .snippet-placeholder").first().waitFor({ timeout: MINUTE });
const picture = (page, name) => (shots ? page.screenshot({ path: join(shots, name) }) : undefined);
const onDisk = (file, text) => until(`${file} to be\n${text}\nbut it is\n${readFileSync(file, "utf8")}`, () => readFileSync(file, "utf8") === text, MINUTE / 2);

async function arabic(browser, address) {
  const file = join(workspace, "drafts", "ar.reply.md");
  const words = "أعيد لك المبلغ اليوم";
  const { finding, fix, blanks, text } = expectation(file, words);
  const page = await open(browser, address(file));
  step("Arabic: squiggles and score are there");
  await command(page, "Show the Reply Coach");
  const shown = await coach(page, finding.text);
  assert.equal(await shown.locator("main").getAttribute("dir"), "ltr");
  assert.equal(await shown.locator("blockquote").first().getAttribute("dir"), "rtl");
  assert.equal(await shown.locator(".side .text").last().getAttribute("dir"), "rtl");
  step("Arabic: the coach runs from left to right for an English reader, the draft from right to left");
  await focusEditor(page);
  await page.keyboard.press("Control+g");
  const { line, character } = finding.range.start;
  await page.locator(".quick-input-widget input").fill(`:${line + 1}:${character + 2}`);
  await page.keyboard.press("Enter");
  const offered = page.locator(".action-widget .monaco-list-row", { hasText: fix.title }).first();
  await until("the light bulb's menu", async () => {
    await page.keyboard.press("Control+.");
    return offered.waitFor({ timeout: 5000 }).then(() => true, () => false);
  });
  await picture(page, "light-bulb-ar.png");
  await offered.click();
  await fillBlanks(page, blanks, words);
  await onDisk(file, text);
  step(`Arabic: the light bulb wrote “${fix.title}”, and the blank was filled`);
  await page.close();
}

async function english(browser, address) {
  const file = join(workspace, "drafts", "en.reply.md");
  const words = "send it today";
  const { finding, fix, blanks, text } = expectation(file, words);
  const page = await open(browser, address(file));
  await command(page, "Show the Reply Coach");
  await widen(page, 230);
  const shown = await coach(page, finding.text);
  await picture(page, "coach-en.png");
  await focusEditor(page);
  await shown.locator("button.fix", { hasText: fix.title }).first().click();
  await fillBlanks(page, blanks, words);
  await onDisk(file, text);
  step(`English: the coach wrote “${fix.title}”, and the blank was filled`);
  await command(page, "Compare Draft and Suggested Reply");
  await page.locator(".monaco-diff-editor .modified .view-lines").first().waitFor({ timeout: MINUTE });
  await picture(page, "compare-en.png");
  step("English: draft and suggested reply stand side by side");
  await page.close();
}

async function arabicReader(browser, address) {
  const settings = join(user, "User", "settings.json");
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, "utf8")), "rifq.uiLanguage": "ar" }));
  const file = join(workspace, "drafts", "ar.reply.md");
  cpSync(join(home, "workspace", "drafts", "ar.reply.md"), file);
  const page = await open(browser, address(file));
  await command(page, "Show the Reply Coach");
  await widen(page, 230);
  const shown = await coach(page, "الدرجة بحسب الجانب");
  assert.equal(await shown.locator("main").getAttribute("dir"), "rtl");
  await picture(page, "coach-ar.png");
  await shown.locator("button.reveal").first().focus();
  await shown.locator("button.reveal").first().press("ArrowDown");
  assert.notEqual(await shown.evaluate(() => document.activeElement?.className), "reveal", "an arrow key moves on");
  await shown.locator("button.main").click();
  await suggestion(page);
  step("Arabic reader: the coach is in Arabic, keys move in it, and the whole reply is taken over");
  await page.close();
}

let browser;
try {
  const address = await startEditor();
  step("code-server runs with the extension");
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  await arabic(browser, address);
  await english(browser, address);
  await arabicReader(browser, address);
  console.log("vscode: end to end passed");
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  for (const page of browser?.contexts().flatMap((context) => context.pages()) ?? []) {
    await page.screenshot({ path: join(tmpdir(), "rifq-e2e-failed.png") }).catch(() => undefined);
  }
} finally {
  await browser?.close();
  started.filter(({ exitCode }) => exitCode === null).forEach(({ pid }) => process.kill(-pid));
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
}
