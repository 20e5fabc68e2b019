/** The script of the coach's page: draws a tree, tells what a button asks for, moves the focus by the arrow keys. */

import type { Element as Tree } from "./tree";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();

function draw(tree: Tree): HTMLElement {
  const drawn = document.createElement(tree.tag);
  for (const [name, value] of Object.entries(tree.attributes ?? {})) {
    drawn.setAttribute(name === "key" ? "data-key" : name, value);
  }
  if (drawn.classList.contains("bar")) {
    drawn.style.setProperty("--value", `${drawn.getAttribute("value") ?? "0"}%`);
  }
  drawn.append(...(tree.children ?? []).map((child) => (typeof child === "string" ? child : draw(child))));
  const { ask } = tree;
  if (ask !== undefined) {
    drawn.addEventListener("click", () => {
      editor.postMessage(ask);
    });
  }
  return drawn;
}

/** Draws the page again; what was open stays open, and what had the focus has it. */
function show(tree: Tree): void {
  const open = new Set([...document.querySelectorAll<HTMLElement>("details[open]")].map((one) => one.dataset["key"]));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["key"] : undefined;
  const top = document.scrollingElement?.scrollTop ?? 0;
  document.body.replaceChildren(draw(tree));
  for (const details of document.querySelectorAll("details")) {
    details.open = open.has(details.dataset["key"]);
  }
  if (focused !== undefined) {
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
  document.scrollingElement?.scrollTo({ top });
}

window.addEventListener("message", (event: MessageEvent<Tree>) => {
  show(event.data);
});

window.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...document.querySelectorAll<HTMLElement>("button, summary")].filter((one) => one.checkVisibility());
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (step !== undefined && at >= 0) {
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }
});

editor.postMessage({ ask: "ready" });
