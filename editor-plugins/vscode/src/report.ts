/** What the server answers, in the shapes of docs/schema/report.json and docs/lsp.md; only what the views read. */

export type Severity = "error" | "warning" | "hint" | "info";
export type Language = "en" | "ar";

export interface Span {
  start: number;
  end: number;
}

export interface Fix {
  title: string;
  applicability: "safe" | "unsafe" | "display";
  preview: string;
  edits: (Span & { text: string })[];
}

/** Whether a fix puts words behind others and takes none away. */
export function adds({ edits }: Fix): boolean {
  return edits.length > 0 && edits.every(({ start, end }) => start === end);
}

export interface Finding {
  rule: string;
  severity: Severity;
  points: number;
  message: string;
  why: string;
  text: string;
  span: Span;
  fixes: Fix[];
}

export interface Category {
  id: string;
  score?: number | null;
  weight: number;
  findings: number[];
}

export interface Report {
  language: string;
  score?: number | null;
  band?: string | null;
  cap?: { at: number; reason: string } | null;
  not_scored?: string | null;
  categories: Category[];
  assessment: {
    questions: { text: string; answered: boolean }[];
    strengths: { id: string; message: string; span?: Span | null }[];
  };
  diagnostics: Finding[];
  warnings?: string[];
  names?: { categories?: Record<string, string>; band?: string };
}

export interface Rewrite {
  text: string;
  blanks: string[];
  rules: string[];
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  version: number;
  language: string;
}

export interface Status {
  uri: string;
  version: number;
  score: number | null;
  band: string | null;
  bandName?: string | null;
  verdict: "pass" | "warn" | "block";
  language: string;
  findings: Record<Severity, number>;
}

const ORDER: Severity[] = ["info", "hint", "warning", "error"];

/** Whether a severity is at least another one. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(least);
}
