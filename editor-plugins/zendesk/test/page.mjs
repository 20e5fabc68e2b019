// The panel in Chromium, with the stub and a real `rifq serve`. Usage: node page.mjs FOLDER APP RIFQ SHOTS; FOLDER holds node_modules/playwright-core.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { BAD, GOOD, ticket } from "./stub.mjs";

const [folder, app, rifq, shots] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(`${folder}/node_modules/playwright-core/index.js`))).default;
mkdirSync(shots, { recursive: true });

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css" };
const site = createServer((request, response) => {
  const path = new URL(request.url, "http://site").pathname;
  const file = path === "/stub.mjs" ? new URL("stub.mjs", import.meta.url) : `${app}/assets${path}`;
  response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
  response.end(readFileSync(file));
}).listen(0, "127.0.0.1");
await new Promise((resolve) => site.once("listening", resolve));
const origin = `http://127.0.0.1:${site.address().port}`;

const server = spawn(rifq, ["serve", "--listen", "127.0.0.1:0", "--allow-origin", origin, "--log", "requests"], { stdio: ["ignore", "ignore", "pipe"] });
let log = "";
const address = await new Promise((resolve) => {
  server.stderr.on("data", (data) => {
    log += data;
    const line = log.split("\n").find((one) => one.includes('"listening"'));
    if (line) resolve(JSON.parse(line).address);
  });
});

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

async function opened(language, text, settings = {}) {
  const page = await browser.newPage({ viewport: { width: 340, height: 900 } });
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.route("https://static.zdassets.com/**", (route) => route.fulfill({ contentType: "text/javascript", body: "window.ZAFClient = { init: () => window.theClient };" }));
  await page.route("**/main.js", (route) => route.fulfill({
    contentType: "text/javascript",
    body: `import { stub } from "./stub.mjs"; import { start } from "./app.js";
      window.theClient = stub(${JSON.stringify({ values: ticket(language, text), settings: { server: `http://${address}`, deadline: 10000, ...settings } })});
      await start(window.ZAFClient.init(), document.getElementById("panel")); window.ready = true;`,
  }));
  await page.goto(`${origin}/iframe.html`);
  await page.waitForFunction(() => window.ready);
  return { page, problems, save: () => page.evaluate(() => window.theClient.save()), write: (value) => page.evaluate((it) => { window.theClient.values["comment.text"] = it; }, value) };
}

let outcome = 1;
try {
  const english = await opened("en", BAD.en);
  const said = await english.save();
  assert.match(said, /^Not sent yet/);
  assert.ok(said.length <= 500);
  const panel = english.page.locator("#panel");
  assert.match(await panel.innerText(), /Score: \d+\/100[\s\S]*send me your password[\s\S]*use a reset link/);
  await english.page.screenshot({ path: `${shots}/en.png`, fullPage: true });
  await english.page.getByRole("button", { name: "Insert this reply" }).click();
  const inserted = await english.page.evaluate(() => window.theClient.values["comment.text"]);
  assert.match(inserted, /^<p>Hi Sara[\s\S]*You can reset it yourself/);
  assert.notEqual(await english.save(), true, "blanks hold it still");
  await english.write(BAD.en);
  assert.notEqual(await english.save(), true);
  await english.page.getByLabel("Reason").selectOption("urgent");
  assert.equal(await english.save(), true);
  await english.write(GOOD);
  assert.equal(await english.save(), true);
  assert.deepEqual(english.problems, []);

  const arabic = await opened("ar", BAD.ar);
  assert.match(await arabic.save(), /لم يُرسل الرد بعد/);
  assert.equal(await arabic.page.locator("#panel").getAttribute("dir"), "rtl");
  assert.equal(await arabic.page.locator(".suggestion").getAttribute("dir"), "rtl");
  await arabic.page.screenshot({ path: `${shots}/ar.png`, fullPage: true });
  assert.deepEqual(arabic.problems, []);

  // The server is killed while the reply waits.
  const pass = await opened("en", BAD.en, { on_failure: "pass" });
  const block = await opened("en", BAD.en, { on_failure: "block" });
  server.kill("SIGSTOP");
  const waiting = [pass.save(), block.save()];
  await new Promise((resolve) => setTimeout(resolve, 500));
  server.kill("SIGKILL");
  const [passed, blocked] = await Promise.all(waiting);
  assert.equal(passed, true);
  assert.match(blocked, /does not answer/);
  assert.match(await pass.page.evaluate(() => JSON.stringify(window.theClient.calls.invoked)), /Replies leave unchecked/);
  assert.ok(!log.includes("password") && !log.includes("كلمة المرور"), "no word of a reply in the log");
  console.log("zendesk: the panel in Chromium passed, English and Arabic, kill -9 while it waits");
  outcome = 0;
} finally {
  server.kill("SIGKILL");
  await browser.close();
  site.close();
  process.exitCode = outcome;
}
