/** The view "Reply coach": keeps its page true to the draft in the editor, and does what its buttons ask for. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { reader, settings, type Server } from "../client";
import type { Severity } from "../report";
import { page, type Ask } from "./tree";

export class Coach implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private round = 0;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
    /** The draft in the editor, or the last one there was. */
    private readonly draft: () => vscode.TextDocument | undefined,
  ) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const media = vscode.Uri.joinPath(this.extension, "media");
    const dist = vscode.Uri.joinPath(this.extension, "dist");
    view.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    view.webview.onDidReceiveMessage((asked: Ask | { ask: "ready" }) => this.answer(asked));
    view.onDidChangeVisibility(() => this.refresh());
    view.onDidDispose(() => (this.view = undefined));
    view.webview.html = frame(view.webview, vscode.Uri.joinPath(media, "coach.css"), vscode.Uri.joinPath(dist, "page.js"));
  }

  /** Draws the page for the draft as it is now; an answer that a newer one overtook is left out. */
  async refresh(): Promise<void> {
    const view = this.view;
    if (view?.visible !== true) {
      return;
    }
    this.round += 1;
    const round = this.round;
    const document = this.draft();
    const model = document && (await this.model(document));
    if (round !== this.round || (document && document.version !== (model?.version ?? document.version))) {
      return;
    }
    const score = model?.report.score;
    view.badge = score === null || score === undefined ? undefined : { value: score, tooltip: `rifq: ${score}` };
    await view.webview.postMessage(page(model, reader()));
  }

  private async model(document: vscode.TextDocument) {
    const { version } = document;
    const [report, rewrite] = await Promise.all([this.server.review(document), this.server.rewrite(document)]);
    if (report === undefined) {
      return undefined;
    }
    const { start, end } = rewrite?.range ?? { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } };
    const draft = document.getText(new vscode.Range(start.line, start.character, end.line, end.character)).replace(/\r\n/g, "\n");
    const least: Severity = settings().get("minSeverity", "hint");
    return { report, draft, least, version, ...(rewrite ? { rewrite: { ...rewrite, text: rewrite.text.replace(/\r\n/g, "\n") } } : {}) };
  }

  private async answer(asked: Ask | { ask: "ready" }): Promise<void> {
    const document = this.draft();
    switch (asked.ask) {
      case "ready":
        return this.refresh();
      case "reveal":
        return document && reveal(document, asked);
      case "fix":
        return document && fix(this.server, document, asked);
      default:
        await vscode.commands.executeCommand(`rifq.${asked.ask}`);
    }
  }
}

/** The page without its content, which comes as messages. Nothing but its own style and script may be loaded. */
function frame(webview: vscode.Webview, style: vscode.Uri, script: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${webview.asWebviewUri(style).toString()}">
<title>rifq</title>
</head>
<body><script nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script></body>
</html>`;
}

function rangeOf(document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

async function reveal(document: vscode.TextDocument, span: { start: number; end: number }): Promise<void> {
  await vscode.window.showTextDocument(document, { selection: rangeOf(document, span) });
}

/** The same edit that the light bulb offers: the server makes it, with tab stops for blanks. */
async function fix(server: Server, document: vscode.TextDocument, asked: Ask & { ask: "fix" }): Promise<void> {
  const range = rangeOf(document, asked);
  const edit = await server.fix(document, range, asked.rule, asked.fix);
  if (edit) {
    await vscode.window.showTextDocument(document, { selection: new vscode.Selection(range.start, range.start) });
    await vscode.workspace.applyEdit(edit);
  }
}
