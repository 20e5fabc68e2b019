// The extension in the background of Zoho Desk: its hook is asked before a reply is sent.
import { askLocally, createGate, isLocal, languageOf, plain, settingsOf } from "./gate.js";
import { TEXTS, sentence } from "./panel.js";
import { popup } from "./popup.js";

/** The settings of the extension, as `ZOHODESK.get("extension.config")` gives them. */
export function configOf(answer) {
  const list = answer?.["extension.config"] ?? [];
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** The request for a reply and what Zoho Desk says of its ticket and the agent. */
export function requestOf(data, { ticket = {}, user = {}, locale } = {}) {
  const text = data?.content ?? "";
  if (!plain(text)) return undefined;
  const told = plain(ticket.description);
  // Without the agent's language, the one of the reply.
  const language = locale ?? (/[\u0600-\u06ff]/.test(plain(text)) ? "ar" : "en");
  return {
    id: data.ticketId === undefined ? undefined : String(data.ticketId),
    text,
    markup: /<\w+[^>]*>/.test(text) ? "html" : "email",
    channel: "email",
    offsets: "utf16",
    subject: data.ticketSubject ?? ticket.subject,
    customer: { name: ticket.contactName },
    agent: { id: user.id === undefined ? undefined : String(user.id) },
    ui_language: languageOf(language),
    thread: told ? [{ role: "customer", text: told }] : [],
  };
}

/** The answer of rifq in what Zoho's proxy gives: it may be wrapped, and it may be text. */
export function unwrapped(answer) {
  let value = answer;
  for (let depth = 0; depth < 8 && value && !value.verdict; depth += 1) {
    if (typeof value === "string") value = JSON.parse(value);
    else value = value.response ?? value.data ?? value.statusMessage;
  }
  return value;
}

/** This machine is asked by the widget itself, any other server by Zoho, which puts the secret setting in. */
export function asker(desk, settings) {
  return async (request, signal) => {
    if (isLocal(settings.server)) return askLocally(settings.server, request, signal);
    const headers = { "Content-Type": "application/json", Authorization: "Bearer {{token}}" };
    return unwrapped(await desk.request({ url: `${settings.server}/v1/hook`, type: "POST", headers, postBody: request }));
  };
}

const known = (desk, name) => Promise.resolve().then(() => desk.get(name)).then((answer) => answer?.[name], () => undefined);

/** Connects the hook; gives its handler, which ends in `true`, or fails with the sentence that the agent is shown. */
export async function start(desk, app) {
  const given = configOf(await Promise.resolve(desk.get("extension.config")).catch(() => undefined));
  const settings = settingsOf(given);
  const ask = asker(desk, settings);

  const handle = async (data) => {
    const request = requestOf(data, { ticket: await known(desk, "ticket"), user: await known(desk, "user"), locale: app.locale });
    if (!request) return true;
    const language = request.ui_language;
    const gate = createGate(settings, ask);
    const outcome = await gate.judge(request);
    if (outcome.send) return true;
    const { decision, verdict } = outcome.answer ?? {};
    if (!outcome.answer || (verdict === "block" && decision.overridable === "never")) throw sentence(outcome, language);

    const wanted = await Promise.resolve(desk.showpopup(popup(outcome.answer, language, request.markup))).then((answer) => answer !== false, () => false);
    if (!wanted) throw TEXTS[language].kept;
    // The popup has no field for a reason: the audit file has it as "other".
    const again = await gate.judge(request, { reason: "confirmed in Zoho Desk" });
    if (again.send) return true;
    throw sentence(again, language);
  };

  app.instance.on("ticket.reply", handle);
  return handle;
}
