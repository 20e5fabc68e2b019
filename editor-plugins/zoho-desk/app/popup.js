// What Zoho Desk shows over the reply: the reasons, a better reply, and whether it is to leave all the same.
import { plain } from "./gate.js";
import { TEXTS } from "./panel.js";

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function popup(answer, language, markup) {
  const words = TEXTS[language];
  const direction = language === "ar" ? "rtl" : "ltr";
  const reasons = answer.decision.reasons.map((reason) => {
    const quoted = [...new Set((reason.findings ?? []).map((index) => answer.diagnostics[index]?.text).filter(Boolean))];
    return `<li>${quoted.map((text) => `<q dir="auto">${escaped(text)}</q> `).join("")}<div>${escaped(reason.message)}</div></li>`;
  });
  let content = `<div dir="${direction}" lang="${language}"><ul>${reasons.join("")}</ul>`;
  const { suggestion } = answer.decision;
  if (suggestion) {
    const written = answer.language === "ar" ? "ar" : "en";
    const text = markup === "html" ? plain(suggestion.text) : suggestion.text;
    content += `<p><b>${escaped(words.could)}</b></p><div lang="${written}" dir="${written === "ar" ? "rtl" : "ltr"}" style="white-space: pre-wrap">${escaped(text)}</div>`;
  }
  return {
    type: "confirmation",
    title: answer.verdict === "block" ? words.block : words.look,
    content: `${content}</div>`,
    contentType: "html",
    okText: words.allTheSame,
    cancelText: words.back,
  };
}
