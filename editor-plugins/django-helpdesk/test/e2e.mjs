// Replies in the real django-helpdesk, in Chromium. Usage: node e2e.mjs RIFQ KEEP; KEEP holds python/ and node_modules/.
import assert from "node:assert";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [rifq, keep] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(`${keep}/node_modules/playwright-core/index.js`))).default;
const here = path.dirname(fileURLToPath(import.meta.url));
const python = `${keep}/python/bin/python`;
const shots = `${keep}/shots`;
mkdirSync(shots, { recursive: true });
const work = mkdtempSync(path.join(tmpdir(), "rifq-django-"));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const running = new Set();
let passed = 0;

const PLANTED = ["Copperfield", "كوبرفيلد"];
const REPLIES = {
  en: {
    bad: "Hi Mona,\n\nPlease send me your password so I can look into your Copperfield order.\n\nKind regards,\nSami",
    warned: "Hi Mona,\n\nUnfortunately, we cannot send a new kettle. You should have read the terms of the Copperfield line.\n\nKind regards,\nSami",
    good: "Hi Mona,\n\nI'm sorry the kettle arrived cracked. I've ordered a new one for you today; it arrives on Tuesday, and I'll write to you that morning with the tracking number.\n\nKind regards,\nSami",
  },
  ar: {
    bad: "مرحبًا هدى،\n\nأرسلي لي كلمة المرور حتى أراجع طلب كوبرفيلد.\n\nمع أطيب التحيات،\nسامي",
    good: "مرحبًا هدى،\n\nأعتذر عن وصول الغلاية مكسورة. طلبت لك اليوم غلاية جديدة تصلك يوم الثلاثاء، وسأكتب لك صباح ذلك اليوم برقم التتبع.\n\nمع أطيب التحيات،\nسامي",
  },
};

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `rifq serve` on a socket or with a token; its log lies in the folder of the site. */
async function serve(listen, ...more) {
  const log = `${work}/serve-${running.size}.log`;
  writeFileSync(`${work}/hook.toml`, '[policy.audit]\nfile = "audit.jsonl"\n');
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>>"$LOG"', rifq, "serve", "--listen", listen, "--config", `${work}/hook.toml`, "--log", "requests", ...more], { env: { ...process.env, LOG: log } });
  running.add(child);
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(50);
    try {
      const line = readFileSync(log, "utf8").split("\n")[0];
      return { child, address: JSON.parse(line).address };
    } catch {
      continue;
    }
  }
  throw new Error("rifq serve did not start");
}

/** The site with this setting of RIFQ, and what it needs to be asked and stopped. */
async function site(setting) {
  const port = await freePort();
  const env = { ...process.env, SITE: work, RIFQ_SETTING: JSON.stringify(setting), DJANGO_SETTINGS_MODULE: "settings", PYTHONPATH: `${here}/site` };
  const child = spawn(python, ["-m", "django", "runserver", "--noreload", "--insecure", `127.0.0.1:${port}`], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  running.add(child);
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    await sleep(100);
    const up = await fetch(`${base}/login/`).catch(() => undefined);
    if (up?.status === 200) return { base, stop: () => stop(child), said: () => said };
  }
  throw new Error(`the site did not start: ${said}`);
}

async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
  running.delete(child);
}

/** What is saved of a ticket, straight from the database. */
function saved(ticket) {
  const query = `import json, sqlite3; print(json.dumps(sqlite3.connect("${work}/db.sqlite3").execute("select comment, public from helpdesk_followup where ticket_id = ${ticket} and comment != '' order by id").fetchall()))`;
  return JSON.parse(spawnSync(python, ["-c", query], { encoding: "utf8" }).stdout).map(([comment, shown]) => ({ comment: comment.replaceAll("\r\n", "\n"), public: Boolean(shown) }));
}

function mails() {
  return readdirSync(`${work}/mail`, { withFileTypes: true }).map((file) => readFileSync(`${work}/mail/${file.name}`, "utf8"));
}

function test(name) {
  passed += 1;
  console.log(`  ok ${name}`);
}

async function login(browser, base, locale) {
  const context = await browser.newContext({ locale, viewport: { width: 1200, height: 1000 } });
  const page = await context.newPage();
  await page.goto(`${base}/login/`);
  await page.fill("input[name=username]", "sami");
  await page.fill("input[name=password]", "sami");
  await Promise.all([page.waitForNavigation(), page.click("form [type=submit]")]);
  return page;
}

async function respond(page, base, ticket, text, more = async () => {}) {
  await page.goto(`${base}/tickets/${ticket}/`);
  await page.click("#respond-tab");
  await page.fill("#commentBox", text);
  await more();
  await Promise.all([page.waitForNavigation(), page.click("#ticket-respond-form button[type=submit]")]);
}

const press = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

async function stoppedAndMended(browser, base) {
  let page = await login(browser, base, "en-GB");
  await respond(page, base, 1, REPLIES.en.bad, () => page.check("#st_resolved"));
  await page.locator("#rifq[dir=ltr] .alert-danger").waitFor();
  let panel = await page.locator("#rifq").innerText();
  assert.match(panel, /This reply has not been saved yet[^]*send me your password[^]*privacy\/asks-secret[^]*The customer wrote[^]*cracked[^]*Suggested reply/);
  assert.equal(saved(1).length, 0);
  await page.screenshot({ path: `${shots}/blocked-en.png`, fullPage: true });
  test("English: a reply that asks for a password is not saved, with reason and rewrite");

  await page.click("#rifq-take");
  const suggested = await page.inputValue("#rifq-comment");
  assert.match(suggested, /\{link\}/);
  await press(page, "#rifq-again");
  assert.match(await page.locator("#rifq").innerText(), /form\/placeholder-left/);
  test("a suggestion with its blank still open is held too");
  await page.fill("#rifq-comment", REPLIES.en.good);
  await press(page, "#rifq-again");
  assert.deepEqual(saved(1), [{ comment: REPLIES.en.good, public: true }]);
  assert.equal(await page.locator("#rifq").count(), 0);
  const status = spawnSync(python, ["-c", `import sqlite3; print(sqlite3.connect("${work}/db.sqlite3").execute("select status from helpdesk_ticket where id = 1").fetchone()[0])`], { encoding: "utf8" });
  assert.equal(status.stdout.trim(), "3");
  assert.ok(mails().some((mail) => mail.includes("To: mona@example.com")), "mailed to the customer");
  test("the mended reply is saved, mailed, and the status that was chosen before is set");
  await page.context().close();

  page = await login(browser, base, "ar");
  await respond(page, base, 2, REPLIES.ar.bad);
  await page.locator("#rifq[dir=rtl][lang=ar] .alert-danger").waitFor();
  panel = await page.locator("#rifq").innerText();
  assert.match(panel, /لم يُحفظ هذا الرد بعد[^]*أرسلي لي كلمة المرور[^]*privacy\/asks-secret[^]*كتب العميل[^]*الرد المقترح[^]*\{الرابط\}/);
  assert.equal(saved(2).length, 0);
  await page.screenshot({ path: `${shots}/blocked-ar.png`, fullPage: true });
  test("Arabic: the same from right to left");
  await page.fill("#rifq-comment", REPLIES.ar.good);
  await press(page, "#rifq-again");
  assert.deepEqual(saved(2), [{ comment: REPLIES.ar.good, public: true }]);
  test("Arabic: the mended reply is saved");
  await page.context().close();
}

async function warnedOverriddenUnseen(browser, base) {
  const page = await login(browser, base, "en-GB");
  const before = saved(1).length;
  await respond(page, base, 1, REPLIES.en.warned);
  await page.locator("#rifq .alert-warning").waitFor();
  await page.screenshot({ path: `${shots}/warned-en.png`, fullPage: true });
  assert.equal(saved(1).length, before);
  await press(page, "#rifq-send");
  assert.equal(saved(1).at(-1).comment, REPLIES.en.warned);
  test("a warning asks once, then the reply goes");

  await respond(page, base, 1, REPLIES.en.bad);
  await press(page, "#rifq-send");
  assert.match(await page.locator("#rifq").innerText(), /Please give a reason\./);
  assert.equal(saved(1).length, before + 1);
  await page.selectOption("#rifq-reason", "agreed-with-customer");
  await page.fill("#rifq-comment", REPLIES.en.bad.replace("password", "PIN"));
  await press(page, "#rifq-send");
  assert.equal(saved(1).length, before + 1, "another text than the one that was judged");
  await page.selectOption("#rifq-reason", "agreed-with-customer");
  await press(page, "#rifq-send");
  assert.equal(saved(1).length, before + 2);
  test("an override needs a reason and counts for the text that was judged");

  const note = "The customer must send me the password of the Copperfield account.";
  const privately = (status) => async () => {
    await page.uncheck("#id_public");
    await page.check(`#st_${status}`);
  };
  await respond(page, base, 1, note, privately("reopened"));
  assert.deepEqual(saved(1).at(-1), { comment: note, public: false });
  test("an internal note is not checked");
  const count = saved(1).length;
  await respond(page, base, 1, note, privately("resolved"));
  await page.locator("#rifq .alert-danger").waitFor();
  assert.equal(saved(1).length, count);
  test("unless it becomes the resolution, which the customer reads");

  await respond(page, base, 1, "Hi Mona,\n\nI'm sorry about the kettle. {{ ticket.title }} {{ queue.title }}: a new one is on its way and arrives on Tuesday; I'll write to you that morning.\n\nKind regards,\nSami");
  assert.match(saved(1).at(-1).comment, /Kettle Orders: a new one/);
  test("names that django-helpdesk fills in are not taken for blanks");

  writeFileSync(`${work}/photo.txt`, "a kettle");
  await respond(page, base, 1, REPLIES.en.bad, async () => {
    await page.click("[href='#collapseAttachments']");
    await page.setInputFiles("#file0", `${work}/photo.txt`);
  });
  assert.match(await page.locator("#rifq").innerText(), /Files have to be chosen again: photo\.txt/);
  await page.setInputFiles("#rifq-files", `${work}/photo.txt`);
  await page.fill("#rifq-comment", REPLIES.en.good);
  await press(page, "#rifq-again");
  assert.equal(saved(1).length, count + 2);
  assert.match(await page.content(), /photo\.txt/);
  test("files are named and can be attached again");
  await page.context().close();
}

async function withoutAnswer(browser, base, onFailure, how, killed) {
  const page = await login(browser, base, onFailure === "block" ? "ar" : "en-GB");
  const before = saved(1).length;
  const text = `${REPLIES.en.bad} ${how}`;
  const started = Date.now();
  // The server stands still, so the question waits when it is killed.
  if (killed) page.on("request", (request) => request.method() === "POST" && setTimeout(() => killed.kill("SIGKILL"), 600));
  await respond(page, base, 1, text);
  const took = Date.now() - started;
  if (onFailure === "pass") {
    assert.equal(saved(1).at(-1).comment, text);
    assert.match(await page.locator(".alert-warning").first().innerText(), /Saved without a check/);
  } else {
    assert.equal(saved(1).length, before);
    assert.equal(await page.inputValue("#rifq-comment"), text, "the text is still there");
    await page.locator("#rifq .alert-warning").waitFor();
    await page.screenshot({ path: `${shots}/failed-ar.png`, fullPage: true });
  }
  await page.context().close();
  test(`${how}: on_failure = ${onFailure} (${took} ms)`);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
try {
  const env = { ...process.env, SITE: work, RIFQ_SETTING: "{}", DJANGO_SETTINGS_MODULE: "settings", PYTHONPATH: `${here}/site` };
  const manage = (...words) => {
    const done = spawnSync(python, words, { env, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
  };
  manage("-m", "django", "migrate", "--verbosity", "0");
  manage(`${here}/site/seed.py`);
  const wrong = spawnSync(python, ["-m", "django", "check"], { env: { ...env, RIFQ_SETTING: '{"ON_FALIURE": "block", "WARN": "loud"}' }, encoding: "utf8" });
  assert.match(wrong.stderr, /unknown key 'ON_FALIURE'[^]*must be one of ask, message/);
  test("manage.py check tells mistakes in the setting");

  writeFileSync(`${work}/tokens`, "0123456789abcdef\n");
  let server = await serve("127.0.0.1:0", "--token-file", `${work}/tokens`);
  let helpdesk = await site({ URL: `http://${server.address}`, TOKEN_FILE: `${work}/tokens`, DEADLINE_MS: 5000 });
  console.log("over HTTP with a token");
  await stoppedAndMended(browser, helpdesk.base);
  await warnedOverriddenUnseen(browser, helpdesk.base);
  server.child.kill("SIGSTOP");
  await withoutAnswer(browser, helpdesk.base, "pass", "deadline");
  await withoutAnswer(browser, helpdesk.base, "pass", "killed while asked", server.child);
  assert.notEqual(server.child.signalCode, null);
  await withoutAnswer(browser, helpdesk.base, "pass", "no server");
  await helpdesk.stop();

  console.log("over a socket, on_failure = block");
  server = await serve(`unix:${work}/rifq.sock`);
  helpdesk = await site({ URL: `unix:${work}/rifq.sock`, ON_FAILURE: "block", DEADLINE_MS: 5000, WARN: "message" });
  const page = await login(browser, helpdesk.base, "en-GB");
  await respond(page, helpdesk.base, 1, `${REPLIES.en.warned} by socket`);
  assert.equal(saved(1).at(-1).comment, `${REPLIES.en.warned} by socket`);
  assert.match(await page.locator(".alert-warning").first().innerText(), /we cannot|what you can do|can be done/i);
  await page.screenshot({ path: `${shots}/message-en.png` });
  await page.context().close();
  test("WARN = message lets the reply through and shows the summary");
  server.child.kill("SIGSTOP");
  await withoutAnswer(browser, helpdesk.base, "block", "killed while asked", server.child);
  await withoutAnswer(browser, helpdesk.base, "block", "no server");
  await helpdesk.stop();

  console.log("by rifq hook");
  helpdesk = await site({ COMMAND: [rifq, "hook", "--config", `${work}/hook.toml`], DEADLINE_MS: 20000 });
  const other = await login(browser, helpdesk.base, "en-GB");
  const before = saved(1).length;
  await respond(other, helpdesk.base, 1, REPLIES.en.bad);
  await other.locator("#rifq .alert-danger").waitFor();
  assert.equal(saved(1).length, before);
  await other.fill("#rifq-comment", REPLIES.en.good);
  await press(other, "#rifq-again");
  assert.equal(saved(1).length, before + 1);
  await other.context().close();
  test("the program is asked where no server is set");
  await helpdesk.stop();
  helpdesk = await site({ COMMAND: [`${work}/missing`, "hook"] });
  await withoutAnswer(browser, helpdesk.base, "pass", "no program");
  await helpdesk.stop();

  const logs = readdirSync(work).filter((name) => /\.log$|audit\.jsonl$/.test(name));
  assert.ok(logs.length >= 4, logs.join());
  for (const name of logs) {
    const text = readFileSync(`${work}/${name}`, "utf8") + (name === "site.log" ? helpdesk.said() : "");
    for (const planted of PLANTED) assert.ok(!text.includes(planted), `${planted} in ${name}`);
  }
  assert.match(readFileSync(`${work}/site.log`, "utf8"), /rifq ticket 1: block \(none\)[^]*rifq ticket 1: no verdict/);
  test(`no word of a reply or a customer in ${logs.join(", ")}`);
  console.log(`django-helpdesk: ${passed} passed`);
} finally {
  await browser.close();
  for (const child of running) await stop(child, "SIGKILL");
  rmSync(work, { recursive: true, force: true });
}
