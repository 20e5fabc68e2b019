// What rifq says of a reply, shown to the agent: verdict, score, reasons, the suggested reply, and the way to send it all the same.

export const TEXTS = {
  en: {
    pass: "Nothing stands in the way of this reply.",
    warn: "Worth a look before it leaves. Send it again to let it go as it is.",
    block: "Not sent yet. Please mend this first:",
    failedPass: "rifq does not answer. Replies leave unchecked.",
    failedBlock: "Not sent: rifq does not answer. Your reply is still here; please try again in a minute.",
    score: "Score",
    could: "It could read",
    blanks: "What is marked is for you to fill in.",
    use: "Insert this reply",
    override: "It has to go out as it is?",
    reason: "Reason",
    words: "or in your words",
    allTheSame: "Send it as it is",
    again: "Then send it again.",
    look: "Worth a look before it leaves",
    back: "Back to the reply",
    kept: "Not sent: back to the reply.",
    reasons: { "false-alarm": "The finding does not fit", "agreed-with-customer": "Agreed with the customer", urgent: "It is urgent" },
  },
  ar: {
    pass: "لا شيء يمنع إرسال هذا الرد.",
    warn: "ألقِ نظرة قبل الإرسال. إن أرسلته مرة أخرى خرج كما هو.",
    block: "لم يُرسل الرد بعد. نرجو تعديل ما يلي أولا:",
    failedPass: "«رفق» لا يستجيب الآن، والردود تخرج من غير فحص.",
    failedBlock: "لم يُرسل الرد لأن «رفق» لا يستجيب الآن. ردّك محفوظ هنا، فأعد المحاولة بعد دقيقة من فضلك.",
    score: "الدرجة",
    could: "يمكن أن يكون الرد هكذا",
    blanks: "املأ المواضع المعلّمة بما يناسب.",
    use: "أدرج هذا الرد",
    override: "هل ينبغي إرساله كما هو؟",
    reason: "السبب",
    words: "أو بكلماتك",
    allTheSame: "أرسله كما هو",
    again: "ثم أرسله مرة أخرى.",
    look: "ألقِ نظرة قبل الإرسال",
    back: "العودة إلى الرد",
    kept: "لم يُرسل الرد: عدت إلى تحريره.",
    reasons: { "false-alarm": "الملاحظة في غير محلها", "agreed-with-customer": "اتفقنا على ذلك مع العميل", urgent: "الأمر عاجل" },
  },
};

/** What the agent reads where only a sentence fits. */
export function sentence(outcome, language) {
  if (outcome.failed) return TEXTS[language][outcome.send ? "failedPass" : "failedBlock"];
  return outcome.answer.decision.short_summary || TEXTS[language][outcome.answer.verdict];
}

function element(document, name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Text with its blanks marked. */
function marked(document, text, blanks) {
  const holes = new Set(blanks.map((blank) => `{${blank}}`));
  return text.split(/(\{[^{}]*\})/).filter(Boolean).map((part) => (holes.has(part) ? element(document, "mark", {}, part) : part));
}

/**
 * Fills `root`. `show(text)` gives the suggestion as text without markup, `insert(text)` puts it into the editor.
 * Gives a function that tells the wish of the agent: `{reason}`, or undefined.
 */
export function render(root, outcome, language, { show = (text) => text, insert } = {}) {
  const { ownerDocument: document } = root;
  const make = (...all) => element(document, ...all);
  const words = TEXTS[language];
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  root.replaceChildren();
  if (outcome.failed) {
    root.className = `rifq rifq-${outcome.send ? "warn" : "block"}`;
    root.append(make("p", {}, words[outcome.send ? "failedPass" : "failedBlock"]));
    return () => undefined;
  }

  const { answer } = outcome;
  const { decision, verdict } = answer;
  root.className = `rifq rifq-${verdict}`;
  root.append(make("h2", {}, words[verdict]));
  if (Number.isFinite(answer.score)) root.append(make("p", { class: "score" }, `${words.score}: `, make("bdi", {}, `${answer.score}/100`)));
  const list = make("ul");
  for (const reason of verdict === "pass" ? [] : decision.reasons) {
    const quoted = [...new Set((reason.findings ?? []).map((index) => answer.diagnostics[index]?.text).filter(Boolean))];
    const item = make("li", { class: `reason-${reason.verdict}` });
    for (const text of quoted) item.append(make("q", { dir: "auto" }, text), " ");
    item.append(make("div", {}, reason.message));
    list.append(item);
  }
  if (list.childElementCount) root.append(list);

  const { suggestion } = decision;
  if (suggestion && insert) {
    const use = make("button", { type: "button", class: "use" }, words.use);
    use.addEventListener("click", () => insert(suggestion.text));
    const written = answer.language === "ar" ? "ar" : "en";
    root.append(make("h3", {}, words.could));
    root.append(make("div", { class: "suggestion", lang: written, dir: written === "ar" ? "rtl" : "ltr" }, ...marked(document, show(suggestion.text), suggestion.blanks ?? [])));
    if (suggestion.blanks?.length) root.append(make("p", { class: "note" }, words.blanks));
    root.append(use);
  }
  if (verdict !== "block" || decision.overridable === "never") return () => undefined;

  const fields = make("fieldset", {}, make("legend", {}, words.override));
  root.append(fields);
  if (decision.overridable === "always") {
    const box = make("input", { type: "checkbox" });
    fields.append(make("label", {}, box, ` ${words.allTheSame}`), make("p", { class: "note" }, words.again));
    return () => (box.checked ? {} : undefined);
  }
  const choice = make("select", {}, make("option", { value: "" }, "-"));
  for (const [value, text] of Object.entries(words.reasons)) choice.append(make("option", { value }, text));
  const own = make("input", { type: "text", maxlength: "500", dir: "auto" });
  fields.append(make("label", {}, words.reason, choice), make("label", {}, words.words, own), make("p", { class: "note" }, words.again));
  return () => {
    const reason = own.value.trim() || choice.value;
    return reason ? { reason } : undefined;
  };
}
