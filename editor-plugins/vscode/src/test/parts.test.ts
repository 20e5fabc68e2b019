import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "../diff";
import { newReply, ruleFiles, selector } from "../drafts";
import { find, type Places } from "../find";
import { atLeast, type Status } from "../report";
import { serverSettings } from "../settings";
import { snippet } from "../snippet";
import { item } from "../status";
import { nameOf, readerOf, wordsOf } from "../words";

const places = (over: Partial<Places>, ...there: string[]): Places => ({
  setting: "",
  extension: "/ext",
  path: "/usr/bin:/opt/bin",
  home: "/home/lina",
  platform: "linux",
  exists: (file) => there.includes(file),
  ...over,
});

test("the program: setting, bundled, PATH, cargo, in this order", () => {
  const all = ["/x/rifq", "/ext/bin/rifq", "/opt/bin/rifq", "/home/lina/.cargo/bin/rifq"];
  assert.deepEqual(find(places({ setting: " /x/rifq " }, ...all)), { program: "/x/rifq", from: "setting" });
  assert.deepEqual(find(places({}, ...all)), { program: "/ext/bin/rifq", from: "bundled" });
  assert.deepEqual(find(places({}, ...all.slice(2))), { program: "/opt/bin/rifq", from: "path" });
  assert.deepEqual(find(places({}, ...all.slice(3))), { program: "/home/lina/.cargo/bin/rifq", from: "cargo" });
  assert.deepEqual(find(places({})), { missing: "everywhere" });
});

test("a setting that names nothing is told, not passed over", () => {
  assert.deepEqual(find(places({ setting: "/gone/rifq" }, "/ext/bin/rifq")), { missing: "setting" });
  assert.deepEqual(find(places({ setting: "~/bin/rifq" }, "/home/lina/bin/rifq")), { program: "/home/lina/bin/rifq", from: "setting" });
});

test("the program on Windows", () => {
  const windows = places({ platform: "win32", path: "C:\\tools;D:\\bin", extension: "C:\\ext" }, "D:\\bin\\rifq.exe");
  assert.deepEqual(find(windows), { program: "D:\\bin\\rifq.exe", from: "path" });
});

test("drafts: files by pattern, folders with a configuration, unsaved and named ones", () => {
  const filters = selector({ languages: ["markdown"], files: ["**/*.reply.md"], folders: ["/srv/a[1]"], named: ["/n/{x}.txt"] });
  assert.deepEqual(filters, [
    { scheme: "file", language: "markdown", pattern: "**/*.reply.md" },
    { scheme: "file", language: "markdown", pattern: "/srv/a[[]1[]]/**" },
    { scheme: "untitled", language: "markdown" },
    { scheme: "file", pattern: "/n/[{]x[}].txt" },
  ]);
});

test("rule files are helped with, and are no drafts", () => {
  assert.deepEqual(ruleFiles(["/srv/a"]).map((filter) => filter.pattern), ["**/rifq.toml", "/srv/a/**/*.toml"]);
});

test("a new reply holds the customer's words as they are", () => {
  assert.equal(newReply("chat", ""), '+++\nchannel = "chat"\n+++\n');
  assert.equal(
    newReply("email", ' متى "يصل"؟\r\nC:\\x\u0000 '),
    '+++\nchannel = "email"\n\n[[thread]]\nrole = "customer"\ntext = """\nمتى \\"يصل\\"؟\nC:\\\\x\\u0000"""\n+++\n',
  );
});

test("blanks are tab stops, and nothing else is", () => {
  assert.equal(snippet("By {time} {name} pays 5$ \\ {time}"), "By ${1:time} ${2:name} pays 5\\$ \\\\ ${1:time}");
  assert.equal(snippet("سأراجع {الأمر}."), "سأراجع ${1:الأمر}.");
  assert.equal(snippet("no {blank"), "no {blank");
});

test("differences give both texts back", () => {
  for (const [before, after] of [
    ["Unfortunately, we cannot do it.", "We can do it today."],
    ["", "a b"],
    ["للأسف لا يمكننا إرجاع المبلغ.\n", "أستطيع الآن أن {الممكن}.\n"],
    ["same", "same"],
    ["a b c d", "a x c y"],
  ] as const) {
    const parts = diff(before, after);
    const joined = (skip: string) => parts.filter((part) => part.kind !== skip).map((part) => part.text).join("");
    assert.equal(joined("new"), before);
    assert.equal(joined("old"), after);
  }
  assert.deepEqual(diff("a b c", "a x c"), [
    { kind: "same", text: "a " },
    { kind: "old", text: "b" },
    { kind: "new", text: "x" },
    { kind: "same", text: " c" },
  ]);
  const long = Array.from({ length: 5000 }, (_, index) => `w${index}`).join(" ");
  assert.equal(diff(long, `x ${long} y`).length > 0, true);
});

const status: Status = { uri: "file:///r.md", version: 1, score: 49, band: "rewrite", verdict: "warn", language: "en", findings: { error: 0, warning: 2, hint: 1, info: 4 } };

test("the status bar says score and findings in the reader's language", () => {
  const english = item(status, "en");
  assert.equal(english.text, "$(warning) rifq 49 rewrite");
  assert.match(english.tooltip, /Score: 49 \(rewrite\)\n3 findings/);
  const arabic = item({ ...status, findings: { error: 0, warning: 2, hint: 0, info: 0 } }, "ar");
  assert.match(arabic.tooltip, /الدرجة: 49 \(أعد الصياغة\)\nملاحظتان/);
  assert.equal(item({ ...status, score: null, band: null, verdict: "block" }, "en").text, "$(error) rifq –");
  assert.equal(item({ ...status, verdict: "block" }, "en").background, "error");
  assert.equal(item({ ...status, bandName: "gold" }, "en").text, "$(warning) rifq 49 gold");
});

test("settings: only the server's own, and no empty ones", () => {
  const set: Record<string, unknown> = { channel: "chat", profile: "", rest: 0, path: "/x", enable: true, ignore: [] };
  assert.deepEqual(serverSettings((key) => set[key], "ar"), { channel: "chat", rest: 0, ignore: [], uiLanguage: "ar" });
});

test("words", () => {
  assert.equal(readerOf("", "ar-sa"), "ar");
  assert.equal(readerOf("", "arn"), "en");
  assert.equal(readerOf("en", "ar"), "en");
  assert.equal(nameOf("own", "ar"), "own");
  assert.deepEqual([1, 2, 3, 11].map(wordsOf("ar").counts), ["ملاحظة واحدة", "ملاحظتان", "3 ملاحظات", "11 ملاحظة"]);
  assert.deepEqual(Object.keys(wordsOf("ar")), Object.keys(wordsOf("en")));
  assert.equal(atLeast("hint", "warning"), false);
});
