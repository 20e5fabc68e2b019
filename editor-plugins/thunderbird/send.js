// What happens when the agent presses Send.
import { NoVerdict, ask, question, wanted } from "./ask.js";
import { readDraft } from "./draft.js";
import { decide } from "./dialogs.js";
import { settings } from "./settings.js";

const GO = {};
const STAY = { cancel: true };

/** Thunderbird's answer: send, or back to the draft. */
export async function beforeSend(tab, details) {
  const kept = await settings();
  try {
    return await judged(tab, details, kept);
  } catch (fault) {
    // A fault of ours stops no mail, unless that is wished.
    console.error(`rifq: ${fault.name}${fault instanceof NoVerdict ? `: ${fault.message}` : ""}`);
    if (kept.onFailure !== "block") return GO;
    await decide(tab, null, kept).catch(() => {});
    return STAY;
  }
}

async function judged(tab, details, kept) {
  if (!wanted(details, kept)) return GO;
  const draft = readDraft(details);
  if (!draft.text.trim()) return GO;
  const asked = question(details, draft, kept);
  let report = await ask(asked, kept);
  while (report.verdict !== "pass") {
    const choice = await decide(tab, report, kept);
    if (choice.does === "take") await messenger.compose.setComposeDetails(tab.id, draft.put(report.decision.suggestion.text));
    if (choice.does !== "send") return STAY;
    report = await ask({ ...asked, override: { reason: choice.reason ?? "" } }, kept);
  }
  return GO;
}
