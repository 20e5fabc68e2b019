// The app beside a ticket: judges public replies when the ticket is saved.
import { askLocally, createGate, isLocal, languageOf, plain, settingsOf } from "./gate.js";
import { render, sentence } from "./panel.js";

const TURNS = 6;
const PATHS = ["ticket.id", "ticket.subject", "ticket.brand", "ticket.requester", "ticket.conversation", "comment.text", "comment.type", "currentUser"];

/** The request for what Zendesk knows, or nothing if no public reply would be sent. */
export function requestOf(known) {
  const text = known["comment.text"] ?? "";
  if (known["comment.type"] !== "publicReply" || !plain(text)) return undefined;
  const turns = (known["ticket.conversation"] ?? [])
    .filter((turn) => turn?.message?.content && turn.channel?.name !== "internal" && turn.message.public !== false)
    .map((turn) => ({ role: turn.author?.role === "end-user" ? "customer" : "agent", text: plain(turn.message.content) }));
  return {
    id: known["ticket.id"] === undefined ? undefined : String(known["ticket.id"]),
    text,
    markup: /<\w+[^>]*>/.test(text) ? "html" : "email",
    channel: "email",
    offsets: "utf16",
    subject: known["ticket.subject"],
    brand: known["ticket.brand"]?.name,
    customer: { name: known["ticket.requester"]?.name },
    agent: { id: known.currentUser?.id === undefined ? undefined : String(known.currentUser.id) },
    ui_language: languageOf(known.currentUser?.locale),
    thread: turns.slice(-TURNS),
  };
}

/** How rifq is asked: this machine by the page itself, any other server by Zendesk, which puts the token in. */
export function asker(client, settings) {
  return (request, signal) => {
    if (isLocal(settings.server)) return askLocally(settings.server, request, signal);
    return client.request({
      url: `${settings.server}/v1/hook`,
      type: "POST",
      contentType: "application/json",
      dataType: "json",
      data: JSON.stringify(request),
      secure: true,
      headers: { Authorization: "Bearer {{setting.token}}" },
      autoRetry: false,
    });
  };
}

/** Connects the ticket with the panel; gives the handler of `ticket.save`. */
export async function start(client, panel) {
  let ready;
  let wish = () => undefined;

  const prepare = async () => {
    const { settings: given = {} } = await client.metadata();
    const settings = settingsOf(given);
    return createGate(settings, asker(client, settings));
  };

  const insert = (text) => client.set("comment.text", text);

  const save = async () => {
    let outcome;
    let language = "en";
    try {
      const known = await client.get(PATHS);
      language = languageOf(known.currentUser?.locale);
      const request = requestOf(known);
      if (!request) return true;
      ready ??= prepare();
      outcome = await (await ready).judge(request, wish());
      wish = render(panel, outcome, language, { show: request.markup === "html" ? plain : undefined, insert });
      await client.invoke("resize", { width: "100%", height: `${Math.min(panel.scrollHeight + 24, 900)}px` });
    } catch {
      // A fault of the app never holds a reply that has a verdict in its favour, or none.
      ready = undefined;
      return !outcome || outcome.send ? true : sentence(outcome, language);
    }
    if (outcome.failed && outcome.send) await Promise.resolve(client.invoke("notify", sentence(outcome, language), "alert")).catch(() => undefined);
    return outcome.send ? true : sentence(outcome, language);
  };

  client.on("ticket.save", save);
  return save;
}
