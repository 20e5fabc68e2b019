"use strict";
// The list of conversations: what is looked for is filtered over the data in the page, and fifty cards are shown at a time.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const [find, channel, rule, score, list, count, more] = ["find", "channel", "rule", "most", "list", "count", "more"].map(at);
  const STEP = 50;
  let hits = [], shown = 0, timer = 0;

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0640\u0670]/g, "").toLowerCase();
  for (const entry of data.entries) {
    entry.key = fold([entry.id, entry.agent, entry.asked, entry.before, entry.rules.map((index) => data.rules[index]).join(" ")].join(" "));
  }
  const element = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const side = (kind, label, text) => {
    const made = element("p", kind);
    made.append(element("b", "", label), document.createTextNode(text));
    made.dir = "auto";
    return made;
  };
  const card = (entry) => {
    const made = element("article", "card"), meta = element("p", "meta");
    meta.append(element("b", "", entry.score === null ? "–" : String(entry.score)));
    for (const part of [entry.id, entry.agent, entry.channel, entry.day]) {
      if (part) meta.append(element("bdi", "", part));
    }
    made.append(meta);
    if (entry.asked) {
      const asked = element("div", "said", entry.asked);
      asked.dir = "auto";
      made.append(asked);
    }
    if (entry.before) {
      const pair = element("div", "pair");
      pair.append(side("was", data.words.before, entry.before));
      if (entry.better) pair.append(side("new", data.words.better, entry.better));
      made.append(pair);
    }
    if (entry.rules.length) made.append(element("code", "", entry.rules.map((index) => data.rules[index]).join("  ")));
    return made;
  };
  const show = () => {
    const part = document.createDocumentFragment();
    for (const entry of hits.slice(shown, shown + STEP)) part.append(card(entry));
    list.append(part);
    shown = Math.min(shown + STEP, hits.length);
    more.hidden = shown >= hits.length;
  };
  const filter = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const wanted = rule.value === "" ? null : Number(rule.value), most = score.value === "" ? null : Number(score.value);
    hits = data.entries.filter((entry) =>
      (channel.value === "" || entry.channel === channel.value) && (wanted === null || entry.rules.includes(wanted)) &&
      (most === null || (entry.score !== null && entry.score <= most)) && words.every((word) => entry.key.includes(word)));
    count.textContent = hits.length + " " + data.words.found;
    list.replaceChildren();
    shown = 0;
    show();
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(filter, 120); };
  for (const field of [find, score]) field.addEventListener("input", soon);
  for (const field of [channel, rule]) field.addEventListener("change", filter);
  more.addEventListener("click", () => {
    const next = shown;
    show();
    const first = list.children[next];
    if (first) { first.tabIndex = -1; first.focus(); }
  });
  filter();
})();
