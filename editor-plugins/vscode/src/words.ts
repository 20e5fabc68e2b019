/** The words of the views, in the language of the reader. */

import type { Language } from "./report";

const en = {
  score: "Score",
  notScored: "Too short to be scored",
  heldAt: (at: number, reason: string) => `Held at ${at}: ${reason}`,
  findings: "Findings",
  nothing: "Nothing to mend in this draft.",
  why: "Why",
  goTo: "Go to this place",
  use: (words: string) => `Write “${words}”`,
  add: (words: string) => `Add “${words}”`,
  leaveOut: "Leave these words out",
  points: (points: number) => `−${points}`,
  strengths: "What it does well",
  questions: "What the customer asked",
  answered: "answered",
  open: "still open",
  categories: "Score by category",
  doesNotApply: "does not apply",
  rewrite: "Suggested reply",
  draft: "Draft",
  suggested: "Suggested",
  noRewrite: "There is nothing to rewrite.",
  blanks: (count: number) => (count === 1 ? "One blank is yours to fill." : `${count} blanks are yours to fill.`),
  apply: "Use this reply",
  compare: "Compare",
  copy: "Copy",
  noDraft: "Open a draft, or start a reply: rifq reads it while you type.",
  newReply: "Start a reply",
  severity: { error: "must be mended", warning: "better mended", hint: "could be better", info: "remark" },
  counts: (count: number) => (count === 1 ? "1 finding" : `${count} findings`),
  clickToOpen: "Click for the reply coach.",
};

const ar: typeof en = {
  score: "الدرجة",
  notScored: "أقصر من أن تُقدَّر له درجة",
  heldAt: (at, reason) => `سقف الدرجة ${at}: ${reason}`,
  findings: "الملاحظات",
  nothing: "لا شيء في هذا الرد يحتاج إلى إصلاح.",
  why: "لماذا؟",
  goTo: "انتقل إلى الموضع",
  use: (words) => `اكتب «${words}»`,
  add: (words) => `أضف «${words}»`,
  leaveOut: "احذف هذه الكلمات",
  points: (points) => `−${points}`,
  strengths: "ما أحسنت فيه",
  questions: "أسئلة العميل",
  answered: "أُجيب عنه",
  open: "لم يُجب عنه بعد",
  categories: "الدرجة بحسب الجانب",
  doesNotApply: "لا ينطبق",
  rewrite: "الرد المقترح",
  draft: "المسودة",
  suggested: "المقترح",
  noRewrite: "لا شيء يحتاج إلى إعادة صياغة.",
  blanks: (count) => (count === 1 ? "فراغ واحد عليك ملؤه." : count === 2 ? "فراغان عليك ملؤهما." : `فراغات عليك ملؤها: ${count}.`),
  apply: "استخدم هذا الرد",
  compare: "قارن",
  copy: "انسخ",
  noDraft: "افتح مسودة أو ابدأ ردًّا جديدًا، ويقرؤه «رفق» وأنت تكتب.",
  newReply: "ابدأ ردًّا",
  severity: { error: "يجب إصلاحه", warning: "الأفضل إصلاحه", hint: "يمكن أن يكون أحسن", info: "تنبيه" },
  counts: (count) => (count === 1 ? "ملاحظة واحدة" : count === 2 ? "ملاحظتان" : count <= 10 ? `${count} ملاحظات` : `${count} ملاحظة`),
  clickToOpen: "انقر لفتح مدرّب الردود.",
};

export type Words = typeof en;

export function wordsOf(language: Language): Words {
  return language === "ar" ? ar : en;
}

/** The language of a reader: what they set, else that of the editor. */
export function readerOf(setting: string, editor: string): Language {
  const language = setting === "" ? editor : setting;
  return language === "ar" || language.startsWith("ar-") ? "ar" : "en";
}

const NAMES: Record<string, [en: string, ar: string]> = {
  empathy: ["Empathy and listening", "التعاطف والإصغاء"],
  solution: ["Solution and ownership", "الحل وتحمل المسؤولية"],
  coverage: ["Answers and effort", "الإجابات والجهد"],
  positive: ["Positive language and tone", "اللغة الإيجابية والنبرة"],
  clarity: ["Clear and concise", "الوضوح والإيجاز"],
  time: ["Time and follow-up", "الوقت والمتابعة"],
  form: ["Greeting, name, closing", "التحية والاسم والختام"],
  culture: ["Culture, language, inclusion", "الثقافة واللغة والشمول"],
  gate: ["Safe to send", "صالح للإرسال"],
  ready: ["ready", "جاهز"],
  good: ["good", "جيد"],
  improve: ["improve", "يحتاج إلى تحسين"],
  rewrite: ["rewrite", "أعد الصياغة"],
};

/** The name of a category or band of the scorecard that comes with rifq; of others what they call themselves. */
export function nameOf(id: string, language: Language): string {
  return NAMES[id]?.[language === "ar" ? 1 : 0] ?? id;
}
