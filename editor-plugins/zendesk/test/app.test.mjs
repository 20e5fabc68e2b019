// The packaged app with a stub of Zendesk's client; answers come from the real program, or from failures. APP is the unpacked package, RIFQ the program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { BAD, DOUBTFUL, GOOD, stub, ticket } from "./stub.mjs";

const app = process.env.APP;
const load = (name) => import(pathToFileURL(`${app}/assets/${name}`));
const { requestOf, start } = await load("app.js");
const { createGate, settingsOf } = await load("gate.js");

const hook = (request) => JSON.parse(execFileSync(process.env.RIFQ, ["hook"], { input: JSON.stringify(request), encoding: "utf8" }));
const proxy = (options) => hook(JSON.parse(options.data));
// Secret settings are not among those that an app reads.
const far = { server: "https://rifq.example.com", on_failure: "pass", deadline: 5000 };
// Nothing to draw on: what the panel shows is looked at in a browser.
const noPanel = { ownerDocument: null };

async function opened(values, settings = far, answers = proxy) {
  const client = stub({ values, settings, proxy: answers });
  await start(client, noPanel);
  return client;
}

test("the manifest has what Zendesk asks for", () => {
  const manifest = JSON.parse(readFileSync(`${app}/manifest.json`, "utf8"));
  for (const key of ["name", "author", "defaultLocale", "location", "frameworkVersion", "version"]) assert.ok(manifest[key], key);
  for (const key of ["name", "email"]) assert.ok(manifest.author[key], key);
  assert.ok(readFileSync(`${app}/${manifest.location.support.ticket_sidebar.url}`, "utf8").includes("zaf_sdk"));
  assert.ok(readFileSync(`${app}/assets/logo.png`).length > 0 && readFileSync(`${app}/assets/logo-small.png`).length > 0);
  for (const language of ["en", "ar"]) {
    const { app: words } = JSON.parse(readFileSync(`${app}/translations/${language}.json`, "utf8"));
    for (const { name } of manifest.parameters) assert.ok(words.parameters[name].label, `${language}: ${name}`);
    assert.ok(words.short_description && words.long_description && words.installation_instructions);
  }
});

test("what rifq is told", () => {
  const request = requestOf(ticket("ar", BAD.ar));
  assert.equal(request.id, "35436");
  assert.equal(request.markup, "html");
  assert.equal(request.ui_language, "ar");
  assert.equal(request.customer.name, "نور الحربي");
  assert.equal(request.brand, "Larkfield");
  assert.deepEqual(request.thread, [{ role: "customer", text: "لم يصلني الحذاء منذ ثلاثة أسابيع. متى أسترد المبلغ؟" }]);
  assert.deepEqual(hook(request).warnings ?? [], []);
});

test("notes and empty comments are not asked about", async () => {
  assert.equal(requestOf(ticket("en", BAD.en, "internalNote")), undefined);
  assert.equal(requestOf(ticket("en", "<p>&nbsp;</p>")), undefined);
  const client = await opened(ticket("en", BAD.en, "internalNote"));
  assert.equal(await client.save(), true);
  assert.equal(client.calls.requests.length, 0);
});

test("another server is asked by Zendesk, which puts the token in", async () => {
  const client = await opened(ticket("en", GOOD));
  assert.equal(await client.save(), true);
  const [request] = client.calls.requests;
  assert.equal(request.url, "https://rifq.example.com/v1/hook");
  assert.equal(request.secure, true);
  assert.equal(request.headers.Authorization, "Bearer {{setting.token}}");
});

test("deadline and failure: the reply leaves, or stays, as the setting says", async () => {
  for (const answers of [() => new Promise(() => {}), () => Promise.reject(new Error("refused")), () => ({}), () => "<html>"]) {
    const pass = createGate(settingsOf({ deadline: 150 }), answers);
    const block = createGate(settingsOf({ deadline: 150, on_failure: "block" }), answers);
    assert.equal((await pass.judge({ text: "x" })).send, true);
    assert.equal((await block.judge({ text: "x" })).send, false);
  }
});

test("a warning is shown once, a block needs a reason, and neither covers what was not shown", async () => {
  const gate = createGate(settingsOf(far), async (request) => hook(request));
  const doubtful = requestOf(ticket("en", DOUBTFUL));
  const bad = requestOf(ticket("en", BAD.en));
  const [first, again] = [await gate.judge(doubtful), await gate.judge(doubtful)];
  assert.deepEqual([first.answer.verdict, first.send, again.send, again.answer.decision.override], ["warn", false, true, "granted"]);
  assert.equal((await gate.judge(doubtful)).send, false, "a new reply is a new question");
  assert.equal((await gate.judge(bad, { reason: "urgent" })).send, false, "the block was not shown yet");
  assert.equal((await gate.judge(bad)).send, false);
  const granted = await gate.judge(bad, { reason: "urgent" });
  assert.deepEqual([granted.send, granted.answer.decision.override], [true, "granted"]);
});

test("settings: what is wrong falls back to what is safe", () => {
  assert.deepEqual(settingsOf({ server: " https://a.example/ ", on_failure: "stop", deadline: "soon" }), { server: "https://a.example", onFailure: "pass", deadline: 2000 });
});
