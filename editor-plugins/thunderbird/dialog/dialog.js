// The window with what was found in a draft.
import { words } from "../settings.js";

const id = new URLSearchParams(location.search).get("id");
const element = (name) => document.getElementById(name);
const { report, language } = await messenger.runtime.sendMessage({ id });
const say = await words(language);
const decision = report?.decision ?? {};

document.documentElement.lang = language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
document.body.className = report?.verdict ?? "failed";
document.title = element("heading").textContent = say(report ? report.verdict : "failed");
element("failed").hidden = Boolean(report);
element("failed").textContent = say("failedWhy");

for (const reason of decision.reasons ?? []) {
  const found = reason.findings.map((index) => report.diagnostics[index]);
  const item = document.createElement("li");
  for (const { text } of found) {
    if (text.length > 200) continue;
    const quote = document.createElement("q");
    quote.dir = "auto";
    quote.textContent = text;
    item.append(quote, " ");
  }
  const message = document.createElement("div");
  const code = document.createElement("code");
  code.dir = "ltr";
  code.textContent = reason.code;
  message.append(reason.message, " ", code);
  item.append(message);
  const why = found.find((each) => each.why)?.why;
  if (why) {
    const more = document.createElement("details");
    const head = document.createElement("summary");
    head.textContent = say("why");
    more.append(head, why);
    item.append(more);
  }
  element("reasons").append(item);
}

if (decision.suggestion) {
  element("suggestion").hidden = element("take").hidden = false;
  element("suggestion-heading").textContent = say("suggestion");
  element("suggested").textContent = decision.suggestion.text;
  element("blanks").hidden = decision.suggestion.blanks.length === 0;
  element("blanks").textContent = `${say("blanks")} ${decision.suggestion.blanks.join(language === "ar" ? "، " : ", ")}`;
}

const withReason = report?.verdict === "block" && decision.overridable === "with-reason";
element("override").hidden = !report || (report.verdict === "block" && decision.overridable === "never");
for (const name of ["reason-label", "reason", "other"]) element(name).hidden = !withReason;
element("edit").textContent = say("edit");
element("take").textContent = say("take");
element("send").textContent = say(report?.verdict === "block" ? "sendAllTheSame" : "sendAsItIs");
element("reason-label").textContent = say("reason");
element("other").placeholder = say("other");
element("missing").textContent = say("reasonMissing");
element("missing").hidden = decision.override !== "reason-missing";
for (const [value, name] of [["", ""], ["false-alarm", "falseAlarm"], ["agreed-with-customer", "agreed"], ["urgent", "urgent"]]) {
  element("reason").append(new Option(name && say(name), value));
}

async function choose(does, reason) {
  await messenger.runtime.sendMessage({ id, does, reason });
  window.close();
}
element("edit").addEventListener("click", () => choose("edit"));
element("take").addEventListener("click", () => choose("take"));
element("override").addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = element("other").value.trim() || element("reason").value;
  if (withReason && !reason) {
    element("missing").hidden = false;
    element("reason").focus();
  } else choose("send", reason);
});
addEventListener("keydown", (event) => event.key === "Escape" && choose("edit"));
element("edit").focus();
document.body.dataset.ready = "yes";
