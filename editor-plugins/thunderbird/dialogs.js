// The windows that show what was found, and what the agent chose in them.
import { language } from "./settings.js";

const open = new Map();

/** Shows a report (or, without one, that there was no answer) and waits: `{does: "edit" | "take" | "send", reason}`. */
export async function decide(tab, report, kept) {
  const id = crypto.randomUUID();
  const chosen = new Promise((resolve) => open.set(id, { report, language: language(kept), resolve }));
  try {
    const window = await messenger.windows.create({ type: "popup", url: `dialog/dialog.html?id=${id}`, width: 720, height: 640, allowScriptsToClose: true });
    open.get(id).window = window.id;
    return await chosen;
  } finally {
    open.delete(id);
  }
}

/** Questions of a dialog: what it shows, and what was chosen. */
export function answerDialog(message) {
  const dialog = open.get(message?.id);
  if (!dialog) return undefined;
  if (message.does) {
    dialog.resolve({ does: message.does, reason: message.reason });
    return undefined;
  }
  return Promise.resolve({ report: dialog.report, language: dialog.language });
}

/** A window that was closed sends its mail back to be edited. */
export function forgetWindow(windowId) {
  for (const dialog of open.values()) {
    if (dialog.window === windowId) dialog.resolve({ does: "edit" });
  }
}
