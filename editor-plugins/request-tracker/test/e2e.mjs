// The pages of Request Tracker in Chromium. Usage: node e2e.mjs FOLDER RIFQ SHOTS; FOLDER holds node_modules/playwright-core.
import assert from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const [folder, rifq, shots] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(`${folder}/node_modules/playwright-core/index.js`))).default;
const scratch = process.env.RIFQ_RT;
const tickets = JSON.parse(readFileSync(`${scratch}/tickets.json`, "utf8"));
mkdirSync(shots, { recursive: true });

// Every bad reply carries it: it must turn up in no log.
const planted = "depot of Kalymnos";
const plantedArabic = "مستودع كاليمنوس";
const bad = {
  en: `Hi Sara, please send me your password, you should have read the terms. Your parcel is in the ${planted}.`,
  ar: `مرحبا نور، أرسلي لي كلمة المرور من فضلك، هذا خطؤك. الطرد الآن في ${plantedArabic}.`,
};
const doubtful = `Hi Sara,\n\nI'm sorry your shoes are three weeks late. You should have read the terms. I have sent the refund of $40 today, and it will reach you by Friday. The shoes are back in the ${planted}.\n\nKind regards,\nDina`;
const good = "Hi Sara,\n\nI'm sorry your shoes never arrived after three weeks of waiting. I have sent your refund of $40 today, and it will be in your account by Friday, 4 December.\n\nIf it is not there by then, just reply to this email.\n\nKind regards,\nDina";

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function until(what, check, milliseconds = 60000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await check();
    if (value) return value;
    assert(Date.now() < end, `waited in vain: ${what}`);
    await sleep(50);
  }
}

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
let rt;

async function stopRt() {
  if (!rt || rt.exitCode !== null) return;
  const gone = new Promise((resolve) => rt.once("exit", resolve));
  process.kill(-rt.pid, "SIGTERM");
  await gone;
  rt = undefined;
}

/** Request Tracker with these settings of the extension. */
async function startRt(settings, rich = true) {
  await stopRt();
  const log = openSync(`${scratch}/rt.log`, "a");
  const program = "/usr/share/request-tracker5/libexec/rt-server";
  const env = { ...process.env, RIFQ_SETTINGS: JSON.stringify(settings), RIFQ_RT_PORT: String(port), RIFQ_RICH: rich ? "1" : "0" };
  rt = spawn(program, ["--server", "Starlet", "--host", "127.0.0.1", "--port", String(port), "--max-workers", "2"], { env, detached: true, stdio: ["ignore", log, log] });
  await until("Request Tracker", () => fetch(base).then(() => true, () => false), 60000);
}

const servers = [];
async function startRifq(...more) {
  const server = spawn(rifq, ["serve", "--log", "requests", "--timeout-ms", String(patient), ...more], { stdio: ["ignore", "ignore", "pipe"] });
  servers.push(server);
  const address = await new Promise((resolve) => {
    server.stderr.on("data", (data) => {
      writeFileSync(`${scratch}/rifq.log`, data, { flag: "a" });
      const line = String(data).split("\n").find((one) => one.includes('"listening"'));
      if (line) resolve(JSON.parse(line).address);
    });
  });
  return { server, address };
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const pages = {};
async function login(name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(120000);
  const page = await context.newPage();
  await page.goto(base);
  await page.fill("input[name=user]", name);
  await page.fill("input[name=pass]", "password");
  await page.click("#login input[type=submit], #login button[type=submit], .button[value=Login], form#login .button");
  await page.waitForSelector("#quick-create, #rt-header-container, #main-navigation");
  pages[name] = page;
  return page;
}

const editor = (page) => page.frameLocator("iframe.cke_wysiwyg_frame").locator("body");

async function open(page, ticket, action = "Respond") {
  await page.goto(`${base}/Ticket/Update.html?id=${ticket}&Action=${action}`);
  if (await page.locator("textarea.richtext").count()) await editor(page).waitFor();
}

async function write(page, text) {
  if (await page.locator("textarea.richtext").count()) await editor(page).fill(text);
  else await page.fill("#UpdateContent", text);
}

const written = async (page) => ((await page.locator("textarea.richtext").count()) ? editor(page).innerText() : page.inputValue("#UpdateContent"));

async function send(page) {
  await Promise.all([page.waitForNavigation({ timeout: 120000 }), page.click("#SubmitTicket input[type=submit], input[type=submit][name=SubmitTicket]:visible")]);
}

/** What the database holds of the replies of a ticket. */
function replies(ticket) {
  const rows = execFileSync("sqlite3", ["-json", `${scratch}/rtdb`, `select a.Content as text from Transactions t join Attachments a on a.TransactionId = t.id
    where t.ObjectType = 'RT::Ticket' and t.ObjectId = ${Number(ticket)} and t.Type = 'Correspond' and a.ContentType in ('text/plain', 'text/html')`], { encoding: "utf8" });
  return rows.trim() ? JSON.parse(rows).map((row) => unquoted(row.text)) : [];
}

/** Text that may be stored as quoted-printable. */
function unquoted(text) {
  const bytes = Buffer.from(text.replace(/=\r?\n/g, ""));
  if (!/=[0-9A-F]{2}/.test(bytes)) return text;
  return Buffer.from(bytes.toString("latin1").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString("utf8");
}
const mailed = () => unquoted(readFileSync(`${scratch}/mail`, "utf8"));
const audit = () => readFileSync(`${scratch}/audit.jsonl`, "utf8").trim().split("\n").map((line) => JSON.parse(line));

async function held(page, ticket) {
  await page.waitForSelector("section.rifq");
  assert.deepEqual(replies(ticket), [], "nothing was sent");
  return page.locator("section.rifq");
}
async function sent(page, ticket, count = 1) {
  assert.match(page.url(), /Display\.html|show/, await page.locator("body").innerText());
  const all = replies(ticket);
  assert(all.length >= count, "the reply is recorded");
  return all.join("\n");
}

// A busy machine takes seconds for what takes milliseconds: only the tests of the deadline have a short one.
const patient = 90000;
writeFileSync(`${scratch}/hook.toml`, `[policy]\ndeadline_ms = ${patient}\n[policy.audit]\nfile = "audit.jsonl"\n`);
writeFileSync(`${scratch}/tokens`, "0123456789abcdef0123\n");
// Waits to be killed: a rifq that hangs.
writeFileSync(`${scratch}/hanging`, `#!/bin/sh\necho $$ >"${scratch}/hanging.pid"\nkill -STOP $$\nexec "${rifq}" "$@"\n`);
chmodSync(`${scratch}/hanging`, 0o755);

const byProgram = { Program: rifq, Config: `${scratch}/hook.toml`, Deadline: patient };
const tests = [];
const test = (name, run) => tests.push([name, run]);
const [dinas, hudas] = [[...tickets.sara], [...tickets.nour]];

test("settings", () => startRt(byProgram));

test("a bad English reply is held with its reasons and a better one; mended, it is sent", async () => {
  const page = await login("dina");
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, bad.en);
  await send(page);
  const panel = await held(page, ticket);
  assert.equal(await panel.getAttribute("dir"), "ltr");
  const said = await panel.innerText();
  assert.match(said, /Not sent yet/);
  assert.match(said, /send me your password/);
  assert.match(said, /use a reset link/);
  assert.match(said, /you should have read/);
  assert.equal(await page.locator(".action-results").innerText(), "Not sent: this reply needs another look. The reasons stand above it.");
  assert.match(await written(page), /Kalymnos/, "the draft is still in the editor");
  assert.equal(await page.evaluate(() => document.activeElement.className.includes("rifq")), true, "the panel has the focus");
  await page.locator(".titlebox.messagedetails").screenshot({ path: `${shots}/en.png` });

  await panel.getByRole("button", { name: "Use this reply" }).click();
  await until("the suggestion in the editor", async () => /You can reset it yourself/.test(await written(page)));
  const text = await written(page);
  await write(page, text.replace("{link}", "https://example.com/reset").replace(/\{[^}]*needed[^}]*\}/, "your order number").replace(/\{action\}/, "I will send the refund by Friday").replace(/\{your name\}/, "Dina").replace(/\{[^}]*\}/g, "Friday"));
  for (let tries = 0; tries < 2 && !page.url().includes("Display"); tries += 1) await send(page);
  assert.match(await sent(page, ticket), /You can reset it yourself here: https:\/\/example.com\/reset/);
  assert.match(mailed(), /You can reset it yourself/);
  assert.doesNotMatch(mailed(), /password/);
});

test("a bad Arabic reply likewise, from right to left", async () => {
  const page = await login("huda");
  const ticket = hudas.shift();
  await open(page, ticket);
  await write(page, bad.ar);
  await send(page);
  const panel = await held(page, ticket);
  assert.equal(await panel.getAttribute("dir"), "rtl");
  const said = await panel.innerText();
  assert.match(said, /لم يُرسل الرد بعد/);
  assert.match(said, /كلمة المرور/);
  assert.match(await page.locator(".action-results").innerText(), /الأسباب مبيّنة فوقه/);
  assert.equal(await panel.locator(".rifq-suggestion").getAttribute("dir"), "rtl");
  await page.locator(".titlebox.messagedetails").screenshot({ path: `${shots}/ar.png` });

  await panel.getByRole("button", { name: "استخدم هذا الرد" }).click();
  await until("the suggestion in the editor", async () => !/أرسلي لي كلمة المرور/.test(await written(page)));
  const text = await written(page);
  await write(page, text.replace("{الرابط}", "https://example.com/reset").replace("{الناقص}", "رقم الطلب").replace("{الخطوة التالية}", "أعيد المبلغ يوم الجمعة").replace("{اسمك}", "هدى").replace(/\{[^}]*\}/g, "يوم الجمعة"));
  for (let tries = 0; tries < 2 && !page.url().includes("Display"); tries += 1) await send(page);
  assert.match(await sent(page, ticket), /https:\/\/example.com\/reset/);
});

test("a doubtful reply is shown once, then it goes out", async () => {
  const page = pages.dina;
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, doubtful);
  await send(page);
  const panel = await held(page, ticket);
  assert.match(await panel.getAttribute("class"), /rifq-warn/);
  assert.match(await panel.innerText(), /you should have read/i);
  await page.locator(".titlebox.messagedetails").screenshot({ path: `${shots}/warn.png` });
  await send(page);
  assert.match(await sent(page, ticket), /You should have read/);
  const line = audit().findLast((one) => one.id === String(ticket));
  assert.equal(line.override, "granted");
});

test("a good reply goes out at once, and a comment is nobody's business", async () => {
  const page = pages.dina;
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, good);
  await send(page);
  await sent(page, ticket);
  await open(page, ticket, "Comment");
  await write(page, bad.en);
  const before = audit().length;
  await send(page);
  assert.match(page.url(), /Display/);
  assert.equal(audit().length, before);
});

test("an override needs a reason, and reasons that were seen", async () => {
  const page = pages.dina;
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, bad.en);
  await send(page);
  let panel = await held(page, ticket);
  await send(page);
  panel = await held(page, ticket);
  // The draft now holds something else: its reasons have not been seen.
  await write(page, `Hi [NAME], you idiot. ${bad.en}`);
  await panel.getByLabel("Reason").selectOption("urgent");
  await send(page);
  panel = await held(page, ticket);
  assert.match(await panel.innerText(), /idiot/);
  assert.equal(await panel.getByLabel("Reason").inputValue(), "urgent");
  await write(page, bad.en);
  await send(page);
  await sent(page, ticket);
  const line = audit().findLast((one) => one.id === String(ticket));
  assert.equal(line.override, "granted");
  assert.match(JSON.stringify(line), /urgent/);
});

test("the page of all fields and the one for phones hold it too", async () => {
  const page = pages.dina;
  const ticket = dinas.shift();
  await page.goto(`${base}/Ticket/ModifyAll.html?id=${ticket}`);
  await editor(page).waitFor();
  await page.locator("#UpdateType").selectOption("response");
  await write(page, bad.en);
  await Promise.all([page.waitForNavigation(), page.locator("input[name=SubmitTicket]:visible").last().click()]);
  await held(page, ticket);
  assert.equal(await page.locator("#UpdateType").inputValue(), "response", "the next attempt is a reply, too");

  await page.goto(`${base}/m/ticket/reply?id=${ticket}`);
  await page.fill("textarea[name=UpdateContent]", bad.en);
  await Promise.all([page.waitForNavigation(), page.locator("[name=SubmitTicket]:visible").first().click()]);
  const panel = await held(page, ticket);
  assert.match(await panel.innerText(), /send me your password/);
});

test("the server: address and token", async () => {
  const { server, address } = await startRifq("--listen", "127.0.0.1:0", "--token-file", `${scratch}/tokens`, "--config", `${scratch}/hook.toml`);
  await startRt({ Server: `http://${address}`, TokenFile: `${scratch}/tokens`, Deadline: patient });
  const page = pages.dina;
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, bad.en);
  await send(page);
  await held(page, ticket);
  await write(page, good);
  await send(page);
  await sent(page, ticket);
  server.kill("SIGKILL");
});

test("the server: a socket in the file system; replies in plain text", async () => {
  const { server } = await startRifq("--listen", `unix:${scratch}/rifq.sock`, "--config", `${scratch}/hook.toml`);
  await startRt({ Server: `unix:${scratch}/rifq.sock`, Deadline: patient }, false);
  const page = pages.dina;
  const ticket = dinas.shift();
  await open(page, ticket);
  await write(page, bad.en);
  await send(page);
  const panel = await held(page, ticket);
  await panel.getByRole("button", { name: "Use this reply" }).click();
  assert.match(await written(page), /You can reset it yourself/);
  await write(page, good);
  await send(page);
  await sent(page, ticket);
  server.kill("SIGKILL");
  rmSync(`${scratch}/rifq.sock`, { force: true });
});

for (const failure of ["pass", "block"]) {
  test(`kill -9 of the server while the reply waits: ${failure}`, async () => {
    const config = ["--config", `${scratch}/hook.toml`];
    let { server, address } = await startRifq("--listen", "127.0.0.1:0", ...config);
    await startRt({ Server: `http://${address}`, OnFailure: failure, Deadline: patient });
    const page = pages.dina;
    const ticket = dinas.shift();
    await open(page, ticket);
    await write(page, bad.en);
    server.kill("SIGSTOP");
    const pressed = send(page);
    await sleep(1500);
    assert.deepEqual(replies(ticket), [], "it waits for the verdict");
    server.kill("SIGKILL");
    await pressed;
    await failed(page, ticket, failure);
    if (failure === "block") {
      ({ server } = await startRifq("--listen", address, ...config));
      await write(page, good);
      await send(page);
      await sent(page, ticket);
      server.kill("SIGKILL");
    }
  });

  test(`kill -9 of the program while the reply waits: ${failure}`, async () => {
    await startRt({ Program: `${scratch}/hanging`, OnFailure: failure, Deadline: patient });
    const page = pages.dina;
    const ticket = dinas.shift();
    rmSync(`${scratch}/hanging.pid`, { force: true });
    await open(page, ticket);
    await write(page, bad.en);
    const pressed = send(page);
    const pid = await until("the program", () => existsSync(`${scratch}/hanging.pid`) && Number(readFileSync(`${scratch}/hanging.pid`, "utf8")));
    await sleep(300);
    process.kill(pid, "SIGKILL");
    await pressed;
    await failed(page, ticket, failure);
  });

  test(`the deadline passes: ${failure}`, async () => {
    const { server, address } = await startRifq("--listen", "127.0.0.1:0");
    await startRt({ Server: `http://${address}`, OnFailure: failure, Deadline: 700 });
    const page = pages.huda;
    const ticket = hudas.shift();
    await open(page, ticket);
    await write(page, bad.ar);
    server.kill("SIGSTOP");
    await send(page);
    await failed(page, ticket, failure);
    server.kill("SIGKILL");
  });
}

async function failed(page, ticket, failure) {
  if (failure === "pass") {
    assert.match(await sent(page, ticket), /Kalymnos|كاليمنوس/, "no reply is lost");
    assert.match(await page.locator(".action-results").innerText(), /Sent unchecked|من غير فحص/);
    return;
  }
  assert.deepEqual(replies(ticket), []);
  assert.match(await page.locator(".action-results").innerText(), /does not answer|لا يستجيب/);
  assert.match(await written(page), /Kalymnos|كاليمنوس/, "the draft is still in the editor");
}

test("the planted sentence is in no log", () => {
  for (const log of ["rt.log", "rifq.log", "audit.jsonl"]) {
    const text = readFileSync(`${scratch}/${log}`, "utf8");
    assert(text.length > 0, log);
    assert(!text.includes("Kalymnos") && !text.includes("كاليمنوس") && !text.includes("password,") && !text.includes("كلمة المرور"), `${log} holds words of a reply`);
  }
  assert.match(readFileSync(`${scratch}/rt.log`, "utf8"), /rifq: ticket \d+, user \d+: block, override none: privacy\/asks-secret/);
  assert.match(readFileSync(`${scratch}/rt.log`, "utf8"), /sent without a verdict: /);
});

// RIFQ_ONLY, a pattern, chooses tests by name.
const only = new RegExp(process.env.RIFQ_ONLY ?? "");
let [failures, passed] = [0, 0];
for (const [name, run] of tests.filter((one) => only.test(one[0]))) {
  const begin = Date.now();
  try {
    await run();
    passed += 1;
    console.log(`ok   ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
    for (const [who, page] of Object.entries(pages)) await page.screenshot({ path: `${shots}/failed-${tests.findIndex((one) => one[0] === name)}-${who}.png`, fullPage: true }).catch(() => {});
    if (process.env.RIFQ_STOP) break;
  }
}
for (const server of servers) server.kill("SIGKILL");
await stopRt();
await browser.close();
console.log(`request-tracker: ${passed} passed, ${failures} failed`);
process.exitCode = failures ? 1 : 0;
