"use strict";

const TEXTS = {
  en: {
    skip: "To the reply", channel: "Channel", any: "not given", email: "E-mail", chat: "Chat", message: "Message", sms: "SMS", social: "Social media",
    review: "Review", forum: "Forum", phone: "Telephone", name: "Customer's name", token: "Access token", enter: "Continue",
    customer: "The customer's message", reply: "Your reply", keys: "F8 goes to the next finding, Shift+F8 to the one before.", score: "Score",
    findings: "Findings", none: "Nothing yet.", fine: "Nothing to mend.", strengths: "What it does well", better: "As it could be", take: "Take it over", undo: "Undo",
    use: "Use", at: "Go to", error: "Must change", warning: "Should change", hint: "Could be better", info: "Remark",
    pass: "Ready to send", warn: "Have a look first", block: "Not to be sent yet", unscored: "no score", blanks: "Blanks to fill are marked.",
    count: (n) => n === 0 ? "No findings." : n === 1 ? "1 finding." : `${n} findings.`, total: (n) => ` Score ${n} of 100.`,
    away: "No answer from the server. The text stays here; it is tried again when you write on.", locked: "This server asks for an access token.", other: "Arabic",
  },
  ar: {
    skip: "إلى الرد", channel: "القناة", any: "غير محددة", email: "بريد إلكتروني", chat: "محادثة", message: "رسالة", sms: "رسالة نصية", social: "تواصل اجتماعي",
    review: "تقييم", forum: "منتدى", phone: "هاتف", name: "اسم العميل", token: "رمز الدخول", enter: "متابعة",
    customer: "رسالة العميل", reply: "ردك", keys: "‏F8 للملاحظة التالية، و‎Shift+F8‎ للسابقة.", score: "الدرجة",
    findings: "الملاحظات", none: "لا شيء بعد.", fine: "لا ملاحظات على الرد.", strengths: "ما أحسن فيه الرد", better: "كما يمكن أن يكون", take: "استعمال هذه الصياغة", undo: "تراجع",
    use: "استعمال", at: "اذهب إلى", error: "يجب تغييره", warning: "ينبغي تغييره", hint: "يمكن تحسينه", info: "للعلم",
    pass: "جاهز للإرسال", warn: "راجعه أولا", block: "لا يُرسل بعد", unscored: "بلا درجة", blanks: "الفراغات المطلوب ملؤها معلَّمة.",
    count: (n) => n === 0 ? "لا ملاحظات." : n === 1 ? "ملاحظة واحدة." : n === 2 ? "ملاحظتان." : n <= 10 ? `${n} ملاحظات.` : `${n} ملاحظة.`, total: (n) => ` الدرجة ${n} من 100.`,
    away: "لم يصل جواب من الخادم. النص باقٍ هنا، وتُعاد المحاولة حين تتابع الكتابة.", locked: "يطلب هذا الخادم رمز دخول.", other: "English",
  },
};

const part = (id) => document.getElementById(id);
const reply = part("reply");
let language = navigator.language.startsWith("ar") ? "ar" : "en";
let report = null;
let mended = null;
let judged = "";
let before = [];
let asked = 0;
let current = -1;
let timers = [];

const text = (key) => TEXTS[language][key];

function make(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

function dress() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = text(place.dataset.text);
  const other = part("language");
  other.textContent = language === "ar" ? "English" : "العربية";
  other.lang = language === "ar" ? "en" : "ar";
  other.dir = language === "ar" ? "ltr" : "rtl";
}

function request(stage) {
  const customer = part("customer").value;
  const asking = { text: reply.value, offsets: "utf16", ui_language: language, stage };
  if (part("channel").value) asking.channel = part("channel").value;
  if (part("name").value.trim()) asking.customer = { name: part("name").value.trim() };
  if (customer.trim()) asking.thread = [{ role: "customer", text: customer }];
  return asking;
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (part("token").value) headers.Authorization = `Bearer ${part("token").value}`;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status === 401) {
    part("access").hidden = false;
    throw new Error(text("locked"));
  }
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  return answer.json();
}

async function check(stage) {
  const turn = ++asked;
  if (!reply.value.trim()) {
    report = mended = null;
    show();
    return;
  }
  try {
    const body = request(stage);
    const found = await ask("v1/check", body);
    const better = stage === "final" && found.diagnostics.length > 0 ? await ask("v1/rewrite", body) : null;
    if (turn !== asked) return;
    report = found;
    judged = body.text;
    mended = better;
    show();
  } catch (problem) {
    if (turn !== asked) return;
    part("status").textContent = problem instanceof TypeError ? text("away") : problem.message;
  }
}

function later() {
  timers.forEach(clearTimeout);
  timers = [setTimeout(check, 300, "typing"), setTimeout(check, 1500, "final")];
}

function show() {
  const found = report ? report.diagnostics : [];
  current = -1;
  mark(found);
  part("findings").replaceChildren(...found.map(finding));
  part("none").hidden = found.length > 0;
  part("none").textContent = report ? text("fine") : text("none");
  const scored = report && report.score !== null;
  part("score").textContent = scored ? report.score : "–";
  part("band").textContent = report && !scored ? text("unscored") : "";
  part("verdict").textContent = report ? text(report.verdict) : "";
  part("verdict").className = `verdict ${report ? report.verdict : ""}`;
  part("cap").textContent = report && report.cap ? report.cap.reason : "";
  part("status").textContent = report ? text("count")(found.length) + (scored ? text("total")(report.score) : "") : "";
  const strengths = report ? report.assessment.strengths : [];
  part("strengths-head").hidden = strengths.length === 0;
  part("strengths").replaceChildren(...strengths.map((strength) => make("li", "", strength.message)));
  const differs = mended && mended.text !== reply.value;
  part("better").replaceChildren(...(differs ? blanks(mended) : []));
  part("take").disabled = !differs;
  part("undo").disabled = before.length === 0;
}

/* The suggested reply with its blanks marked. */
function blanks(better) {
  const nodes = [];
  let rest = better.text;
  for (const blank of better.blanks) {
    const at = rest.indexOf(`{${blank}}`);
    if (at < 0) continue;
    nodes.push(rest.slice(0, at), make("mark", "", `{${blank}}`));
    rest = rest.slice(at + blank.length + 2);
  }
  return [...nodes, rest];
}

/* Underlines behind the text; where findings overlap, the heavier one is drawn. */
function mark(found) {
  const levels = ["info", "hint", "warning", "error"];
  const value = reply.value;
  const edges = new Set([0, value.length]);
  for (const one of found) edges.add(one.span.start).add(one.span.end);
  const sorted = [...edges].sort((a, b) => a - b);
  const nodes = [];
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [start, end] = [sorted[at], sorted[at + 1]];
    const over = found.filter((one) => one.span.start < end && one.span.end > start).map((one) => levels.indexOf(one.severity));
    const words = value.slice(start, end);
    nodes.push(over.length ? make("mark", levels[Math.max(...over)], words) : words);
  }
  part("marks").replaceChildren(...nodes, "\n");
  scroll();
}

function scroll() {
  part("marks").scrollTop = reply.scrollTop;
}

function finding(one, index) {
  const item = make("li", one.severity);
  const head = make("p", "kind", text(one.severity));
  const words = make("button", "words", one.text.trim() || one.rule);
  words.type = "button";
  words.dir = "auto";
  words.setAttribute("aria-label", `${text("at")}: ${words.textContent}`);
  words.addEventListener("click", () => go(index));
  item.append(head, words, make("p", "", one.message), make("p", "quiet", one.why));
  for (const fix of one.fixes) {
    const line = make("p", "fix");
    const title = make("span", "", fix.preview);
    title.dir = "auto";
    const use = make("button", "", text("use"));
    use.type = "button";
    use.setAttribute("aria-label", `${text("use")}: ${fix.title}`);
    use.addEventListener("click", () => apply(fix.edits));
    line.append(title, use);
    item.append(line);
  }
  return item;
}

function go(index) {
  const found = report ? report.diagnostics : [];
  if (found.length === 0 || reply.value !== judged) return;
  current = (index + found.length) % found.length;
  const { start, end } = found[current].span;
  reply.focus();
  reply.setSelectionRange(start, end);
  part("status").textContent = `${text(found[current].severity)}: ${found[current].message}`;
}

function replace(value) {
  before.push(reply.value);
  reply.value = value;
  check("final");
}

function apply(edits) {
  if (reply.value !== judged) return;
  let value = reply.value;
  for (const edit of [...edits].reverse()) value = value.slice(0, edit.start) + edit.text + value.slice(edit.end);
  replace(value);
  reply.focus();
}

reply.addEventListener("input", () => {
  mark([]);
  later();
});
reply.addEventListener("scroll", scroll);
reply.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  go(current + (event.shiftKey ? -1 : 1));
});
for (const id of ["customer", "name"]) part(id).addEventListener("input", later);
part("channel").addEventListener("change", () => check("final"));
part("enter").addEventListener("click", () => check("final"));
part("take").addEventListener("click", () => mended && replace(mended.text));
part("undo").addEventListener("click", () => {
  reply.value = before.pop() ?? reply.value;
  check("final");
});
part("language").addEventListener("click", () => {
  language = language === "ar" ? "en" : "ar";
  dress();
  show();
  check("final");
});
dress();
if (reply.value.trim()) check("final");
