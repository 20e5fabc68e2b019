// The packaged extension with a stub of Zoho Desk, whose hook waits for a promise and shows why it failed. APP is the unpacked package, RIFQ the program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const app = process.env.APP;
const { requestOf, start, unwrapped } = await import(pathToFileURL(`${app}/app/extension.js`));

const hook = (request) => JSON.parse(execFileSync(process.env.RIFQ, ["hook"], { input: JSON.stringify(request), encoding: "utf8" }));
const BAD = { en: "<div>Hi Sara, please send me your password, you should have read the terms.</div>", ar: "<div>مرحبا نور، أرسلي لي كلمة المرور من فضلك، هذا خطؤك.</div>" };
const GOOD = "<div>Hi Sara,<br>I'm sorry your shoes never arrived. I have sent your refund of $40 today, and it will be in your account by Friday, 4 December.<br>If it is not there by then, just reply to this email.<br>Kind regards,<br>Dina</div>";

/** Zoho Desk: `press` sends a reply as the agent does; true, or the sentence that is shown. */
async function zoho({ config = {}, answers = (options) => JSON.stringify({ statusCode: 200, response: JSON.stringify(hook(options.postBody)) }), choose = false, locale = "en" } = {}) {
  const settings = { server: "https://rifq.example.com", deadline: "8000", ...config };
  const values = {
    "extension.config": Object.entries(settings).map(([name, value]) => ({ name, value })),
    ticket: { id: "77", subject: "Refund", contactName: "Sara Miller", description: "<p>My shoes never arrived. When will I get my refund?</p>" },
    user: { id: 5 },
  };
  const seen = { requests: [], popups: [] };
  const desk = {
    get: async (name) => ({ [name]: values[name] }),
    request: async (options) => (seen.requests.push(options), answers(options)),
    showpopup: async (options) => {
      seen.popups.push(options);
      if (!choose) throw new Error("cancelled");
    },
  };
  const handlers = {};
  await start(desk, { locale, instance: { on: (name, handler) => (handlers[name] = handler) } });
  const press = (content) => handlers["ticket.reply"]({ ticketId: "77", ticketSubject: "Refund", content }).then((said) => said !== false, (why) => String(why));
  return { press, seen };
}

test("the manifest names what is in the package", () => {
  const manifest = JSON.parse(readFileSync(`${app}/plugin-manifest.json`, "utf8"));
  assert.equal(manifest.service, "DESK");
  for (const widget of manifest.modules.widgets) for (const key of ["url", "logo", "icon"]) assert.ok(readFileSync(`${app}${widget[key]}`).length > 0);
  for (const language of manifest.locale) JSON.parse(readFileSync(`${app}/app/translations/${language}.json`, "utf8"));
  for (const one of manifest.config) for (const key of ["displayName", "name", "type", "mandatory", "userdefined", "secure", "authType"]) assert.ok(key in one, key);
});

test("what rifq is told is understood", () => {
  const request = requestOf({ ticketId: 77, content: BAD.en }, { ticket: { contactName: "Sara" }, locale: "ar" });
  assert.equal(request.ui_language, "ar");
  assert.deepEqual(hook(request).warnings ?? [], []);
  assert.equal(requestOf({ content: BAD.ar }).ui_language, "ar");
  assert.equal(requestOf({ content: "<div><br></div>" }), undefined);
});

test("a good reply leaves, a bad one is shown first", async () => {
  const desk = await zoho();
  assert.equal(await desk.press(GOOD), true);
  assert.equal(desk.seen.requests[0].headers.Authorization, "Bearer {{token}}");
  assert.equal(await desk.press(BAD.en), "Not sent: back to the reply.");
  const [shown] = desk.seen.popups;
  assert.equal(shown.type, "confirmation");
  assert.match(shown.content, /send me your password.*use a reset link.*You can reset it yourself/s);
});

test("an Arabic reply is shown from right to left", async () => {
  const desk = await zoho({ locale: "ar" });
  assert.equal(await desk.press(BAD.ar), "لم يُرسل الرد: عدت إلى تحريره.");
  assert.match(desk.seen.popups[0].content, /^<div dir="rtl" lang="ar">.*كلمة المرور.*<div lang="ar" dir="rtl"/s);
});

test("the agent may send it all the same, and rifq hears of it", async () => {
  const desk = await zoho({ choose: true });
  assert.equal(await desk.press(BAD.en), true);
  assert.equal(desk.seen.requests.at(-1).postBody.override.reason, "confirmed in Zoho Desk");
});

test("markup in a reply is no markup of the popup", async () => {
  const desk = await zoho();
  await desk.press("Please send me your password <img src=x onerror=alert(1)> today.");
  assert.doesNotMatch(desk.seen.popups[0].content, /<img/);
});

test("without a verdict the setting decides", async () => {
  for (const answers of [() => new Promise(() => {}), () => Promise.reject(new Error("no")), () => "{}", () => "<html>"]) {
    const pass = await zoho({ answers, config: { deadline: "200" } });
    assert.equal(await pass.press(BAD.en), true);
    const block = await zoho({ answers, config: { deadline: "200", on_failure: "block" } });
    assert.match(await block.press(BAD.en), /does not answer/);
    assert.equal(block.seen.popups.length, 0);
  }
});

test("the real server on this machine, killed while the reply waits", async () => {
  for (const failure of ["pass", "block"]) {
    const server = spawn(process.env.RIFQ, ["serve", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
    const line = await new Promise((resolve) => server.stderr.once("data", (data) => resolve(String(data))));
    const desk = await zoho({ config: { server: `http://${JSON.parse(line.split("\n")[0]).address}`, on_failure: failure } });
    assert.equal(await desk.press(GOOD), true);
    assert.equal(await desk.press(BAD.en), "Not sent: back to the reply.");
    server.kill("SIGSTOP");
    const waiting = desk.press(BAD.en);
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.kill("SIGKILL");
    const said = await waiting;
    if (failure === "pass") assert.equal(said, true);
    else assert.match(said, /does not answer/);
  }
});

test("wrapped answers", () => {
  const answer = { verdict: "pass" };
  for (const wrapped of [answer, JSON.stringify(answer), { response: answer }, JSON.stringify({ response: JSON.stringify(answer) }), { data: { statusMessage: answer } }, JSON.stringify({ response: JSON.stringify({ statusMessage: JSON.stringify(answer) }) })]) assert.deepEqual(unwrapped(wrapped), answer);
});
