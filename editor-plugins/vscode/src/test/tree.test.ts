import assert from "node:assert/strict";
import { test } from "node:test";
import { page, type Ask, type Element, type Model } from "../coach/tree";
import type { Report } from "../report";

const report: Report = {
  language: "ar",
  score: 49,
  band: "rewrite",
  cap: { at: 49, reason: "خطأ حرج" },
  categories: [
    { id: "empathy", score: null, weight: 20, findings: [] },
    { id: "positive", score: 85, weight: 15, findings: [0] },
    { id: "gate", score: 100, weight: 0, findings: [] },
  ],
  assessment: { questions: [{ text: "متى يرجع؟", answered: false }], strengths: [{ id: "s", message: "<b>", span: { start: 1, end: 2 } }] },
  diagnostics: [
    {
      rule: "negative/cannot",
      severity: "warning",
      points: 15,
      message: "ابدأ بالممكن.",
      why: "…",
      text: "لا يمكننا",
      span: { start: 3, end: 12 },
      fixes: [
        { title: "أستطيع {الممكن}", applicability: "display", preview: "", edits: [{ start: 12, end: 12, text: "أستطيع {الممكن}" }] },
        { title: "", applicability: "safe", preview: "", edits: [{ start: 3, end: 12, text: "" }] },
      ],
    },
    { rule: "clarity/long", severity: "info", points: 0, message: "remark", why: "", text: "", span: { start: 0, end: 1 }, fixes: [] },
  ],
};
const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const model: Model = {
  report,
  draft: "لا يمكننا ذلك.",
  least: "hint",
  rewrite: { text: "أستطيع {الممكن}.", blanks: ["الممكن"], rules: [], range, version: 1, language: "ar" },
};

function all(tree: Element): Element[] {
  return [tree, ...(tree.children ?? []).flatMap((child) => (typeof child === "string" ? [] : all(child)))];
}

function text(tree: Element): string {
  return (tree.children ?? []).map((child) => (typeof child === "string" ? child : text(child))).join("");
}

test("the page runs in the reader's direction, the draft in its own", () => {
  const drawn = page(model, "en");
  assert.deepEqual(drawn.attributes, { lang: "en", dir: "ltr" });
  const own = all(drawn).filter((one) => one.attributes?.["dir"] === "rtl");
  assert.deepEqual(own.map((one) => one.tag), ["blockquote", "button", "div", "div"]);
  assert.equal(page(model, "ar").attributes?.["dir"], "rtl");
});

test("score, cap, categories that count, and what does not apply", () => {
  const said = text(page(model, "en"));
  for (const part of ["49", "rewrite", "Held at 49: خطأ حرج", "Empathy and listeningdoes not apply", "Positive language and tone85", "still open"]) {
    assert.ok(said.includes(part), part);
  }
  assert.ok(!said.includes("Safe to send"));
  assert.ok(!said.includes("remark"), "below the least severity");
});

test("buttons ask for places, fixes and the reply", () => {
  const asked = all(page(model, "ar")).flatMap((one) => (one.ask ? [one.ask] : []));
  assert.deepEqual(asked, [
    { ask: "reveal", start: 3, end: 12 },
    { ask: "fix", rule: "negative/cannot", start: 3, end: 12, fix: 0 },
    { ask: "fix", rule: "negative/cannot", start: 3, end: 12, fix: 1 },
    { ask: "applyRewrite" },
    { ask: "compareRewrite" },
    { ask: "copyRewrite" },
    { ask: "reveal", start: 1, end: 2 },
  ] satisfies Ask[]);
});

test("what is added and what is written in place of words look and sound different", () => {
  const fixes = all(page(model, "en")).filter((one) => one.attributes?.["class"]?.startsWith("fix") === true && one.tag === "button");
  assert.deepEqual(fixes.map(({ attributes }) => [attributes?.["class"], attributes?.["aria-label"]]), [
    ["fix add", "Add “أستطيع {الممكن}”"],
    ["fix", undefined],
  ]);
});

test("changes are marked on both sides", () => {
  const marks = all(page(model, "en")).filter((one) => one.tag === "ins" || one.tag === "del");
  assert.deepEqual(marks.map((one) => [one.tag, text(one)]), [
    ["del", "لا يمكننا ذلك."],
    ["ins", "أستطيع {الممكن}."],
  ]);
});

test("texts stay texts, keys and labels are there", () => {
  const elements = all(page(model, "en"));
  assert.ok(elements.some((one) => text(one) === "<b>" && one.tag === "button"));
  const buttons = elements.filter((one) => one.tag === "button");
  assert.equal(new Set(buttons.map((one) => one.attributes?.["key"])).size, buttons.length);
  assert.ok(elements.every((one) => one.attributes?.["style"] === undefined), "styles are against the content policy");
});

test("without a draft, a short one, a clean one", () => {
  assert.match(text(page(undefined, "ar")), /ابدأ ردًّا/);
  const short = page({ draft: "", least: "hint", report: { ...report, score: null, band: null, diagnostics: [] } }, "en");
  assert.match(text(short), /Too short to be scored.*Nothing to mend.*nothing to rewrite/);
});
