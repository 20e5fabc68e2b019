/** What the reply coach shows, as a tree of elements. It holds texts only, never markup, so that no draft can change the page. */

import { diff, type Part } from "../diff";
import { adds, atLeast, type Category, type Finding, type Language, type Report, type Rewrite, type Severity } from "../report";
import { nameOf, wordsOf, type Words } from "../words";

/** What a button asks for. */
export type Ask =
  | { ask: "reveal"; start: number; end: number }
  | { ask: "fix"; rule: string; start: number; end: number; fix: number }
  | { ask: "applyRewrite" | "compareRewrite" | "copyRewrite" | "newReply" };

export interface Element {
  tag: string;
  /** Attributes; `key` keeps the focus on the same thing when the page is drawn again. */
  attributes?: Record<string, string>;
  children?: (Element | string)[];
  ask?: Ask;
}

export interface Model {
  report: Report;
  /** The draft as it was reviewed. */
  draft: string;
  rewrite?: Rewrite;
  least: Severity;
}

/** The page. Without a model there is no draft to speak of. */
export function page(model: Model | undefined, reader: Language): Element {
  const words = wordsOf(reader);
  const attributes = { lang: reader, dir: reader === "ar" ? "rtl" : "ltr" };
  if (model === undefined) {
    return element("main", attributes, element("p", {}, words.noDraft), button("new", words.newReply, { ask: "newReply" }));
  }
  const parts = [
    ...(model.report.warnings ?? []).map((warning) => element("p", { class: "remark" }, warning)),
    head(model.report, words, reader),
    findings(model, words),
    rewritten(model, words),
    strengths(model.report, words),
    questions(model.report, words),
    categories(model.report, words, reader),
  ];
  return element("main", attributes, ...parts.filter((part) => part !== undefined));
}

function element(tag: string, attributes: Record<string, string>, ...children: (Element | string)[]): Element {
  return { tag, attributes, children };
}

function button(key: string, text: string, ask: Ask, attributes: Record<string, string> = {}): Element {
  return { tag: "button", attributes: { type: "button", key, ...attributes }, children: [text], ask };
}

function section(id: string, title: string, ...children: Element[]): Element {
  return element("section", { class: id, "aria-labelledby": `title-${id}` }, element("h2", { id: `title-${id}` }, title), ...children);
}

/** Words of the draft, or for it: in their own direction, whatever the page's. */
function quoted(tag: string, text: string, language: string, attributes: Record<string, string> = {}): Element {
  return element(tag, { ...attributes, lang: language, dir: directionOf(language) }, text);
}

function directionOf(language: string): string {
  return language === "ar" ? "rtl" : language === "en" ? "ltr" : "auto";
}

function head(report: Report, words: Words, reader: Language): Element {
  if (report.score === null || report.score === undefined) {
    return element("header", {}, element("p", {}, report.not_scored ?? words.notScored));
  }
  const band = report.names?.band ?? nameOf(report.band ?? "", reader);
  const level = report.score >= 85 ? "high" : report.score >= 60 ? "middle" : "low";
  const score = element("p", { class: `score ${level}` }, element("strong", {}, String(report.score)), element("span", {}, band));
  const cap = report.cap ? [element("p", { class: "cap" }, words.heldAt(report.cap.at, report.cap.reason))] : [];
  return element("header", { role: "status", "aria-label": `${words.score}: ${report.score}, ${band}` }, score, ...cap);
}

function findings({ report, least }: Model, words: Words): Element {
  const shown = report.diagnostics.filter((finding) => atLeast(finding.severity, least));
  if (shown.length === 0) {
    return section("findings", words.findings, element("p", {}, words.nothing));
  }
  const list = shown.map((finding, index) => one(finding, index, report.language, words));
  return section("findings", `${words.findings} (${shown.length})`, element("ul", {}, ...list));
}

function one(finding: Finding, index: number, language: string, words: Words): Element {
  const { rule, span } = finding;
  const reveal = button(`reveal-${index}`, finding.message, { ask: "reveal", ...span }, { class: "reveal", title: words.goTo });
  const points = finding.points > 0 ? [element("span", { class: "points", dir: "ltr" }, words.points(finding.points))] : [];
  const fixes = finding.fixes.map((fix, number) => {
    const title = fix.title === "" ? words.leaveOut : fix.title;
    const ask: Ask = { ask: "fix", rule, ...span, fix: number };
    const own = fix.title === "" ? {} : { lang: language, dir: directionOf(language), "aria-label": (adds(fix) ? words.add : words.use)(fix.title) };
    return element("li", {}, button(`fix-${index}-${number}`, title, ask, { class: adds(fix) ? "fix add" : "fix", ...own }));
  });
  return element(
    "li",
    { class: finding.severity },
    element("p", { class: "message" }, element("span", { class: "dot", role: "img", "aria-label": words.severity[finding.severity] }), reveal, ...points),
    quoted("blockquote", finding.text, language),
    element("details", { key: `why-${rule}-${index}` }, element("summary", {}, words.why), element("p", {}, finding.why), element("code", {}, rule)),
    ...(fixes.length > 0 ? [element("ul", { class: "fixes" }, ...fixes)] : []),
  );
}

function strengths(report: Report, words: Words): Element | undefined {
  const list = report.assessment.strengths.map(({ id, message, span }) =>
    element("li", {}, span ? button(`strength-${id}`, message, { ask: "reveal", ...span }, { class: "reveal", title: words.goTo }) : message),
  );
  return list.length > 0 ? section("strengths", words.strengths, element("ul", {}, ...list)) : undefined;
}

function questions(report: Report, words: Words): Element | undefined {
  const list = report.assessment.questions.map(({ text, answered }) =>
    element(
      "li",
      { class: answered ? "answered" : "open" },
      element("span", { dir: "auto" }, text),
      " ",
      element("em", {}, answered ? words.answered : words.open),
    ),
  );
  return list.length > 0 ? section("questions", words.questions, element("ul", {}, ...list)) : undefined;
}

function categories(report: Report, words: Words, reader: Language): Element | undefined {
  const row = ({ id, score }: Category) => {
    const name = report.names?.categories?.[id] ?? nameOf(id, reader);
    const known = score !== null && score !== undefined;
    const value = known ? String(Math.round(score)) : words.doesNotApply;
    const level = !known ? "none" : score >= 85 ? "high" : score >= 60 ? "middle" : "low";
    // The page gives the bar its width from `value`: a style in the markup is against its content policy.
    const meter = known ? [element("span", { class: "bar", value: String(score) })] : [];
    const all = { class: level, role: "listitem" };
    return element("div", all, element("span", { class: "name" }, name), element("span", { class: "value" }, value), ...meter);
  };
  const shown = report.categories.filter((category) => category.weight > 0 || category.findings.length > 0);
  return shown.length > 0 ? section("categories", words.categories, element("div", { role: "list" }, ...shown.map(row))) : undefined;
}

function rewritten({ rewrite, draft, report, least }: Model, words: Words): Element {
  // Where nothing is shown to mend, a reply that mends mere remarks would only puzzle.
  const mends = report.diagnostics.some(({ severity }) => atLeast(severity, least));
  if (rewrite === undefined || rewrite.text === draft || !mends) {
    return section("rewrite", words.rewrite, element("p", {}, words.noRewrite));
  }
  const parts = diff(draft, rewrite.text);
  const side = (key: string, title: string, skip: Part["kind"], tag: string, language: string) => {
    const own = { class: "text", lang: language, dir: directionOf(language), tabindex: "0", key, "aria-label": title };
    const texts = parts.filter((part) => part.kind !== skip).map((part) => (part.kind === "same" ? part.text : element(tag, {}, part.text)));
    return element("div", { class: "side" }, element("h3", {}, title), element("div", own, ...texts));
  };
  const sides = [side("draft", words.draft, "new", "del", report.language), side("suggested", words.suggested, "old", "ins", rewrite.language)];
  const blanks = new Set(rewrite.blanks).size;
  return section(
    "rewrite",
    words.rewrite,
    element("div", { class: "sides" }, ...sides),
    ...(blanks > 0 ? [element("p", { class: "blanks" }, words.blanks(blanks))] : []),
    element(
      "p",
      { class: "buttons" },
      button("apply", words.apply, { ask: "applyRewrite" }, { class: "main" }),
      button("compare", words.compare, { ask: "compareRewrite" }),
      button("copy", words.copy, { ask: "copyRewrite" }),
    ),
  );
}
