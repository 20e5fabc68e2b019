// What the options page keeps.
export const DEFAULTS = {
  url: "http://127.0.0.1:7227",
  token: "",
  onFailure: "pass",
  deadlineMs: 3000,
  senders: "", // addresses or @domains that are checked; empty: all
  inside: "", // domains; a mail that goes only there is not checked
  language: "auto", // of sentences for the agent: auto, en, ar
};

export async function settings() {
  return messenger.storage.local.get(DEFAULTS);
}

/** The language of what the agent reads. */
export function language(kept) {
  if (kept.language !== "auto") return kept.language;
  return messenger.i18n.getUILanguage().startsWith("ar") ? "ar" : "en";
}

/** The add-on's words in that language, whatever language Thunderbird has. */
export async function words(language) {
  const file = await fetch(messenger.runtime.getURL(`_locales/${language}/messages.json`));
  const messages = await file.json();
  return (name) => messages[name].message;
}

/** A list that somebody typed: words between spaces, commas and lines. */
export function list(typed) {
  return typed.toLowerCase().split(/[\s,;،]+/).filter(Boolean);
}
