// The draft of a compose window: the agent's own words, what they quote, and the way back into the window.
const NOT_OWN = "blockquote, .moz-cite-prefix, .moz-forward-container, .moz-signature";
const BLOCKS = /^(P|DIV|LI|UL|OL|TR|TABLE|BLOCKQUOTE|PRE|H[1-6])$/;

/** `{text, quoted, intro, put}`; `put(text)` gives the details that write another text into the window. */
export function readDraft(details) {
  return details.isPlainText ? readPlain(details.plainTextBody ?? "") : readHtml(details.body ?? "");
}

function readPlain(body) {
  const lines = body.split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith(">"));
  const quoted = lines.filter((line) => /^>(?! ?>)/.test(line)).map((line) => line.replace(/^> ?/, ""));
  const intro = first < 0 ? "" : lines.slice(Math.max(0, first - 2), first).join(" ");
  return { text: lines.join("\n"), quoted: quoted.join("\n").trim(), intro, put: (text) => ({ plainTextBody: text }) };
}

function readHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const nodes = [...page.body.childNodes];
  const own = nodes.filter((node) => !(node.nodeType === 1 && node.matches(NOT_OWN)));
  const signature = page.body.querySelector(":scope > .moz-signature");
  const text = tidy(own.map(plain).join(""));
  const quotes = nodes.filter((node) => node.nodeType === 1 && node.matches("blockquote"));
  const quoted = tidy(quotes.map((quote) => [...quote.childNodes].filter((node) => node.nodeName !== "BLOCKQUOTE").map(plain).join("")).join("\n"));
  const intro = page.body.querySelector(".moz-cite-prefix")?.textContent ?? "";
  const foot = signature ? `\n\n-- \n${tidy(plain(signature)).replace(/^--\s*\n/, "")}` : "";
  return {
    text: text + foot,
    quoted,
    intro,
    put(better) {
      const words = signature ? better.split(/\n-- \n/)[0] : better;
      const fresh = words.trim().split(/\n{2,}/).map((paragraph) => {
        const element = page.createElement("p");
        paragraph.split("\n").forEach((line, index) => {
          if (index) element.append(page.createElement("br"));
          element.append(line);
        });
        return element;
      });
      if (own.length) own[0].before(...fresh);
      else page.body.prepend(...fresh);
      for (const node of own) node.remove();
      return { body: page.documentElement.outerHTML };
    },
  };
}

function plain(node) {
  if (node.nodeType === 3) return node.data.replace(/[ \t\r\n]+/g, " ");
  if (node.nodeType !== 1 || /^(STYLE|SCRIPT|TITLE)$/.test(node.nodeName)) return "";
  if (node.nodeName === "BR") return "\n";
  const inside = [...node.childNodes].map(plain).join("");
  if (node.nodeName === "P") return `\n\n${inside.trim()}\n\n`;
  return BLOCKS.test(node.nodeName) ? `\n${inside}\n` : inside;
}

function tidy(text) {
  return text.replaceAll("\u00a0", " ").replace(/[ \t]*\n[ \t]*/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}
