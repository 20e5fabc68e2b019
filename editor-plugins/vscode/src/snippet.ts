/** Suggested replies with blanks as snippets. */

/** `{name}` becomes a tab stop, the same name the same one; everything else stays as it is. */
export function snippet(text: string): string {
  const plain = (part: string) => part.replace(/[\\$}]/g, "\\$&");
  const names: string[] = [];
  const stop = (name: string) => {
    const known = names.indexOf(name);
    return known >= 0 ? known + 1 : names.push(name);
  };
  const parts = text.split(/\{([^}]*)\}/);
  return parts.map((part, index) => (index % 2 === 1 ? `\${${stop(part)}:${plain(part)}}` : plain(part))).join("");
}
