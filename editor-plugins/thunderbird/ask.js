// The question to `rifq serve`, and its answer before the deadline.
import { language, list } from "./settings.js";

/** Why there is no verdict; never with a word of the draft. */
export class NoVerdict extends Error {}

/** The report for a question; throws NoVerdict. */
export async function ask(question, kept) {
  const headers = { "Content-Type": "application/json" };
  if (kept.token) headers.Authorization = `Bearer ${kept.token}`;
  const body = JSON.stringify({ ...question, deadline_ms: Math.max(1, Math.floor(kept.deadlineMs * 0.9)) });
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), kept.deadlineMs);
  try {
    const answer = await fetch(`${kept.url.replace(/\/+$/, "")}/v1/hook`, { method: "POST", headers, body, credentials: "omit", cache: "no-store", signal: stop.signal });
    if (answer.status !== 200) throw new NoVerdict(`status ${answer.status}`);
    const report = await answer.json();
    if (!["pass", "warn", "block"].includes(report.verdict) || !report.decision) throw new NoVerdict("not a verdict");
    return report;
  } catch (fault) {
    throw fault instanceof NoVerdict ? fault : new NoVerdict(fault.name);
  } finally {
    clearTimeout(clock);
  }
}

/** `Name <address>` as its two parts; recipients out of the address book have no address here. */
export function person(recipient) {
  if (typeof recipient !== "string") return { name: "", address: "" };
  const parts = recipient.match(/^\s*(?:"?([^"<]*)"?\s*)?<([^>]+)>\s*$/);
  return parts ? { name: (parts[1] ?? "").trim(), address: parts[2].trim().toLowerCase() } : { name: "", address: recipient.trim().toLowerCase() };
}

const domain = (address) => address.slice(address.lastIndexOf("@") + 1);

/** Whether this mail is one to check: from one of the senders, to somebody outside. */
export function wanted(details, kept) {
  const from = person(details.from).address;
  const senders = list(kept.senders);
  if (senders.length && !senders.includes(from) && !senders.includes(`@${domain(from)}`)) return false;
  const inside = list(kept.inside).map((each) => each.replace(/^@/, ""));
  const everybody = [...(details.to ?? []), ...(details.cc ?? []), ...(details.bcc ?? [])].map((each) => person(each).address);
  return everybody.some((address) => !address || !inside.includes(domain(address)));
}

/** What is asked about a draft. */
export function question(details, draft, kept) {
  const from = person(details.from);
  const to = person(details.to?.[0]);
  const asked = {
    text: draft.text,
    markup: "email",
    channel: "email",
    offsets: "utf16",
    ui_language: language(kept),
    subject: details.subject ?? "",
    agent: { id: from.address, ...(from.name && { name: from.name }) },
  };
  if (to.name) asked.customer = { name: to.name };
  if (draft.quoted) asked.thread = [{ role: from.address && draft.intro.toLowerCase().includes(from.address) ? "agent" : "customer", text: draft.quoted }];
  return asked;
}
