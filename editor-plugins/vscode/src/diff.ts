/** What a suggested reply changes, word by word. */

export interface Part {
  kind: "same" | "old" | "new";
  text: string;
}

/** More words than this are compared as a whole: the table grows with their product. */
const MOST_WORDS = 2000;

/** The parts of both texts in order; those that are not `new` join to the old text, those that are not `old` to the new one. */
export function diff(before: string, after: string): Part[] {
  const [old, now] = [words(before), words(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    start += 1;
  }
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
    end += 1;
  }
  const parts: Part[] = [];
  push(parts, "same", old.slice(0, start));
  middle(parts, old.slice(start, old.length - end), now.slice(start, now.length - end));
  push(parts, "same", old.slice(old.length - end));
  return joined(parts);
}

/** Changes with nothing but a blank between them read as one. */
function joined(parts: Part[]): Part[] {
  const out: Part[] = [];
  let [old, now] = ["", ""];
  const flush = () => {
    push(out, "old", [old]);
    push(out, "new", [now]);
    [old, now] = ["", ""];
  };
  parts.forEach(({ kind, text }, index) => {
    const next = parts[index + 1]?.kind;
    if (kind !== "same") {
      old += kind === "old" ? text : "";
      now += kind === "new" ? text : "";
    } else if (/^[ \t]+$/.test(text) && old + now !== "" && next !== undefined) {
      old += text;
      now += text;
    } else {
      flush();
      push(out, "same", [text]);
    }
  });
  flush();
  return out;
}

function words(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? [];
}

function push(parts: Part[], kind: Part["kind"], texts: string[]): void {
  const text = texts.join("");
  const last = parts.at(-1);
  if (text === "") {
    return;
  }
  if (last?.kind === kind) {
    last.text += text;
  } else {
    parts.push({ kind, text });
  }
}

/** The longest common words, by the usual table. */
function middle(parts: Part[], old: string[], now: string[]): void {
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) {
    push(parts, "old", old);
    push(parts, "new", now);
    return;
  }
  const width = now.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  const common = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = old[i] === now[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      push(parts, "same", [old[i] ?? ""]);
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || common(i + 1, j) >= common(i, j + 1))) {
      push(parts, "old", [old[i] ?? ""]);
      i += 1;
    } else {
      push(parts, "new", [now[j] ?? ""]);
      j += 1;
    }
  }
}
