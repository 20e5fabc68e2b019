/** Which documents are drafts, and what a new one looks like. */

export interface Filter {
  scheme: string;
  language?: string;
  pattern?: string;
}

export interface Drafts {
  /** The setting `rifq.languages`. */
  languages: string[];
  /** The setting `rifq.files`. */
  files: string[];
  /** Folders with a `rifq.toml`: everything in them is a draft. */
  folders: string[];
  /** Files that were named by a command. */
  named: string[];
}

/** A selector of what is checked: named files, files in the languages by their patterns and folders, and all unsaved ones in the languages. */
export function selector({ languages, files, folders, named }: Drafts): Filter[] {
  const patterns = [...files, ...folders.map((folder) => `${literal(folder)}/**`)];
  const saved = patterns.flatMap((pattern) => languages.map((language) => ({ scheme: "file", language, pattern })));
  const unsaved = languages.map((language) => ({ scheme: "untitled", language }));
  return [...saved, ...unsaved, ...named.map((file) => ({ scheme: "file", pattern: literal(file) }))];
}

/** A selector of what configures rifq: the server helps to write rules, too. */
export function ruleFiles(folders: string[]): Filter[] {
  return ["**/rifq.toml", ...folders.map((folder) => `${literal(folder)}/**/*.toml`)].map((pattern) => ({ scheme: "file", pattern }));
}

/** A path as a pattern that matches nothing else. */
function literal(path: string): string {
  return path.replace(/\\/g, "/").replace(/[*?{}[\]]/g, "[$&]");
}

/** The front matter of a draft that answers a message, and the place of the draft behind it. */
export function newReply(channel: string, customer: string): string {
  const lines = ["+++", `channel = ${basic(channel)}`];
  const message = customer.replace(/\r\n?/g, "\n").trim();
  if (message !== "") {
    lines.push("", "[[thread]]", 'role = "customer"', `text = """\n${escaped(message)}"""`);
  }
  return [...lines, "+++", ""].join("\n");
}

function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- these may not stand in a TOML text
  const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
  return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(control, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function basic(text: string): string {
  return `"${escaped(text).replace(/\n/g, "\\n")}"`;
}
