// The add-on's logic against a stand-in for Thunderbird's API. Usage: node unit.mjs FOLDER; FOLDER holds node_modules/linkedom.
import assert from "node:assert";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const { DOMParser } = await import(pathToFileURL(`${process.argv[2]}/node_modules/linkedom/esm/index.js`));
globalThis.DOMParser = DOMParser;

/** Thunderbird, as far as the add-on uses it; `choose` is what the agent does in each dialog. */
function thunderbird({ kept = {}, locale = "en-GB", choose = [] } = {}) {
  const seen = { windows: [], details: [] };
  globalThis.messenger = {
    storage: { local: { get: async (defaults) => ({ ...defaults, ...kept }) } },
    i18n: { getUILanguage: () => locale },
    runtime: { getURL: (path) => pathToFileURL(`${here}/../${path}`).href },
    compose: { setComposeDetails: async (tab, details) => void seen.details.push({ tab, ...details }) },
    windows: {
      async create({ type, url }) {
        assert.equal(type, "popup");
        const id = new URL(url, "moz-extension://x/").searchParams.get("id");
        const window = { id: seen.windows.length + 100 };
        setTimeout(async () => {
          seen.windows.push(await answerDialog({ id }));
          const choice = choose.shift() ?? "close";
          if (choice === "close") forgetWindow(window.id);
          else answerDialog({ id, ...choice });
        });
        return window;
      },
    },
  };
  return seen;
}

/** `rifq serve`, answering these in turn; keeps what it was asked. */
function server(...answers) {
  const asked = [];
  globalThis.fetch = async (url, { method, headers, body, signal }) => {
    assert.equal(method, "POST");
    asked.push({ url, headers, ...JSON.parse(body) });
    const answer = answers.shift();
    if (answer === "never") return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))));
    if (answer === "gone") throw new TypeError("NetworkError");
    if (typeof answer === "number") return { status: answer };
    return { status: 200, json: async () => answer };
  };
  return asked;
}

const report = (verdict, override = "none") => ({
  verdict,
  decision: { found: verdict, overridable: "with-reason", override, reasons: [{ code: "privacy/asks-secret", message: "m", findings: [0] }], suggestion: { text: "Better\n-- \nSami", blanks: [], rules: [] } },
  diagnostics: [{ text: "password", why: "w" }],
});
const details = (more) => ({ from: "Sami <sami@example.org>", to: ["Mona <mona@example.com>"], cc: [], bcc: [], subject: "Kettle", isPlainText: true, plainTextBody: "Send me your password.\n", ...more });
const tab = { id: 7 };

thunderbird();
const { beforeSend } = await import("../send.js");
const { answerDialog, forgetWindow } = await import("../dialogs.js");
const { readDraft } = await import("../draft.js");
const { person, wanted } = await import("../ask.js");
const { words } = await import("../settings.js");

test("a pass sends, with all that is known", async () => {
  const seen = thunderbird({ kept: { token: "0123456789abcdef" }, locale: "ar-EG" });
  const asked = server(report("pass"));
  const text = "Here it is.\n\nOn Monday Mona wrote:\n> Where is it?\n> > before\n";
  assert.deepEqual(await beforeSend(tab, details({ plainTextBody: text })), {});
  assert.equal(seen.windows.length, 0);
  const [{ url, headers, ...question }] = asked;
  assert.equal(url, "http://127.0.0.1:7227/v1/hook");
  assert.equal(headers.Authorization, "Bearer 0123456789abcdef");
  assert.deepEqual(question, {
    text,
    markup: "email",
    channel: "email",
    offsets: "utf16",
    ui_language: "ar",
    subject: "Kettle",
    agent: { id: "sami@example.org", name: "Sami" },
    customer: { name: "Mona" },
    thread: [{ role: "customer", text: "Where is it?" }],
    deadline_ms: 2700,
  });
});

test("back to the draft: by the button, by closing the window", async () => {
  for (const choice of [{ does: "edit" }, "close"]) {
    const seen = thunderbird({ choose: [choice] });
    server(report("block"));
    assert.deepEqual(await beforeSend(tab, details()), { cancel: true });
    assert.equal(seen.windows[0].report.verdict, "block");
    assert.deepEqual(seen.details, []);
  }
});

test("the suggestion goes into the draft, and is not sent", async () => {
  const seen = thunderbird({ choose: [{ does: "take" }] });
  server(report("block"));
  assert.deepEqual(await beforeSend(tab, details()), { cancel: true });
  assert.deepEqual(seen.details, [{ tab: 7, plainTextBody: "Better\n-- \nSami" }]);
});

test("an override is asked of the server, which may refuse", async () => {
  const seen = thunderbird({ choose: [{ does: "send", reason: "" }, { does: "send", reason: "urgent" }] });
  const asked = server(report("block"), report("block", "reason-missing"), report("pass", "granted"));
  assert.deepEqual(await beforeSend(tab, details()), {});
  assert.deepEqual(asked.map(({ override }) => override), [undefined, { reason: "" }, { reason: "urgent" }]);
  assert.equal(seen.windows[1].report.decision.override, "reason-missing");
});

test("without a verdict: on_failure", async () => {
  for (const answer of ["gone", "never", 403, 503, { version: 1 }]) {
    let seen = thunderbird({ kept: { deadlineMs: 50 } });
    server(answer);
    assert.deepEqual(await beforeSend(tab, details()), {}, `pass, ${answer}`);
    assert.equal(seen.windows.length, 0);
    seen = thunderbird({ kept: { deadlineMs: 50, onFailure: "block" }, choose: [{ does: "edit" }] });
    server(answer);
    assert.deepEqual(await beforeSend(tab, details()), { cancel: true }, `block, ${answer}`);
    assert.equal(seen.windows[0].report, null);
  }
});

test("the server goes away after the dialog: the mail is not lost", async () => {
  thunderbird({ choose: [{ does: "send", reason: "urgent" }] });
  server(report("block"), "gone");
  assert.deepEqual(await beforeSend(tab, details()), {});
});

test("nothing is written to the console of a draft", async () => {
  const said = [];
  const { error } = console;
  console.error = (...words) => said.push(words.join(" "));
  thunderbird();
  server("gone");
  await beforeSend(tab, details());
  console.error = error;
  assert.equal(said.length, 1);
  assert.ok(!said[0].includes("password"));
});

test("who is checked", () => {
  const kept = { senders: "", inside: "" };
  assert.ok(wanted(details(), kept));
  assert.ok(!wanted(details(), { ...kept, inside: "example.com" }));
  assert.ok(wanted(details({ cc: ["x@example.net"] }), { ...kept, inside: "@example.com" }));
  assert.ok(wanted(details({ to: [{ id: "1", type: "contact" }] }), { ...kept, inside: "example.com" }));
  assert.ok(!wanted(details(), { ...kept, senders: "huda@example.org, @example.net" }));
  assert.ok(wanted(details(), { ...kept, senders: "huda@example.org، @example.org" }));
  assert.deepEqual(person('"Haddad, Mona" <Mona@Example.com>'), { name: "Haddad, Mona", address: "mona@example.com" });
  assert.deepEqual(person("<mona@example.com>"), { name: "", address: "mona@example.com" });
});

test("HTML: own words, quotes, signature, and the way back", () => {
  const html = '<html><body><p>Hi  Mona,</p><p>one<br>two &amp; three</p><div class="moz-cite-prefix">On Monday, Mona wrote:<br></div><blockquote type="cite"><p>Where?</p><blockquote>older</blockquote></blockquote><div class="moz-signature">-- <br>Sami</div></body></html>';
  const draft = readDraft({ isPlainText: false, body: html });
  assert.equal(draft.text, "Hi Mona,\n\none\ntwo & three\n\n-- \nSami");
  assert.equal(draft.quoted, "Where?");
  assert.match(draft.intro, /Mona wrote/);
  const { body } = draft.put("Hi <Mona>,\n\nbetter\nstill\n\n-- \nSami");
  assert.match(body, /<body><p>Hi &lt;Mona(>|&gt;),<\/p><p>better<br>still<\/p><div class="moz-cite-prefix">/);
  assert.match(body, /older[^]*moz-signature/);
  assert.doesNotMatch(body, /two/);
});

test("an empty draft is nobody's business", async () => {
  thunderbird();
  const asked = server();
  assert.deepEqual(await beforeSend(tab, details({ plainTextBody: " \n" })), {});
  assert.equal(asked.length, 0);
});

test("both languages say the same things", async () => {
  const read = (language) => JSON.parse(readFileSync(`${here}/../_locales/${language}/messages.json`, "utf8"));
  const [en, ar] = [read("en"), read("ar")];
  assert.deepEqual(Object.keys(en), Object.keys(ar));
  globalThis.fetch = async (url) => ({ json: async () => JSON.parse(readFileSync(new URL(url), "utf8")) });
  assert.equal((await words("ar"))("reason"), "السبب");
  for (const file of ["options/options.html", "options/options.js", "dialog/dialog.js", "manifest.json"]) {
    const text = readFileSync(`${here}/../${file}`, "utf8");
    for (const [, name] of text.matchAll(/(?:data-say="|say\("|__MSG_)(\w+?)(?:"|__)/g)) assert.ok(name in en, `${file}: ${name}`);
  }
});
