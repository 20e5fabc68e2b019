/** The score in the status bar. */

import type { Language, Status } from "./report";
import { nameOf, wordsOf } from "./words";

export interface Item {
  text: string;
  tooltip: string;
  /** What a screen reader says. */
  label: string;
  background?: "error" | "warning";
}

const ICONS = { pass: "$(check)", warn: "$(warning)", block: "$(error)" };

export function item(status: Status, language: Language): Item {
  const words = wordsOf(language);
  const { error, warning, hint } = status.findings;
  const count = error + warning + hint;
  const band = status.bandName ?? (status.band === null ? "" : nameOf(status.band, language));
  const score = status.score === null ? words.notScored : `${words.score}: ${status.score}${band === "" ? "" : ` (${band})`}`;
  const findings = count === 0 ? words.nothing : words.counts(count);
  return {
    text: `${ICONS[status.verdict]} rifq ${status.score ?? "–"}${band === "" ? "" : ` ${band}`}`,
    tooltip: [score, findings, words.clickToOpen].join("\n"),
    label: `rifq. ${score}. ${findings}`,
    ...(status.verdict === "block" ? { background: "error" as const } : {}),
  };
}
