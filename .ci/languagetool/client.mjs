// What Obsidian's plugin sends, made by the package for annotated text, against a server started with --allow-origin app://obsidian.md.
// Usage: node client.mjs FOLDER http://127.0.0.1:PORT, where FOLDER holds node_modules/annotatedtext.
import assert from "node:assert";
import { pathToFileURL } from "node:url";

const [folder, base] = process.argv.slice(2);
const { build } = await import(pathToFileURL(`${folder}/node_modules/annotatedtext/out/index.js`));

const markdown = "Hi Mona. **Unfortunately**, we cannot change it. 🙂 We are **unable** to help.";
// Everything but the marks of emphasis is text.
const node = (piece) => ({ type: "text", position: { start: { offset: piece.index }, end: { offset: piece.index + piece[0].length } } });
const parse = () => ({ type: "root", children: [...markdown.matchAll(/[^*]+/g)].map(node) });
const options = {
  annotatetextnode: (node, text) => {
    if (node.type !== "text") return null;
    const { start, end } = node.position;
    return { offset: { start: start.offset, end: end.offset }, text: text.substring(start.offset, end.offset) };
  },
  children: (node) => node.children ?? null,
  interpretmarkup: () => "",
};
const body = new URLSearchParams({ data: JSON.stringify(build(markdown, parse, options)), language: "auto", enabledOnly: "false", level: "default" });
const answer = await fetch(`${base}/v2/check`, { method: "POST", body, headers: { Accept: "application/json", Origin: "app://obsidian.md" } });
assert.equal(answer.status, 200);
assert.equal(answer.headers.get("access-control-allow-origin"), "app://obsidian.md");
const { matches } = await answer.json();
const found = matches.filter((match) => match.rule.id === "negative/cannot").map((match) => markdown.slice(match.offset, match.offset + match.length));
assert.ok(found.length > 0 && found.every((words) => /cannot|unable/.test(words)), JSON.stringify(matches));
const languages = await (await fetch(`${base}/v2/languages`)).json();
assert.ok(languages.every((language) => language.longCode && language.name));
console.log("Obsidian's request ok");
