/** rifq in VS Code: starts the server, shows the score, and connects the commands. */

import * as vscode from "vscode";
import { reader, settings, Server } from "./client";
import { Coach } from "./coach/view";
import { newReply } from "./drafts";
import { snippet } from "./snippet";
import { item } from "./status";

/** The scheme of suggested replies that are compared with drafts. */
const SCHEME = "rifq-suggestion";

export async function activate(extension: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("rifq", { log: true });
  const server = new Server(extension, output);
  let latest: vscode.TextDocument | undefined;
  const draft = () => (latest !== undefined && !latest.isClosed && server.reads(latest) ? latest : undefined);
  const coach = new Coach(extension.extensionUri, server, draft);
  const suggestions = new Suggestions(server);
  const bar = vscode.window.createStatusBarItem("rifq.score", vscode.StatusBarAlignment.Right, 90);
  bar.name = "rifq";

  const look = () => {
    const active = vscode.window.activeTextEditor?.document;
    // The coach and the output are no drafts: what was last written stays in view.
    if (active?.uri.scheme === "file" || active?.uri.scheme === "untitled") {
      latest = active;
    }
    void vscode.commands.executeCommand("setContext", "rifq.draft", draft() !== undefined);
    showScore(bar, server, draft());
    void coach.refresh();
  };
  const start = async () => {
    try {
      const found = await server.start();
      if ("missing" in found && settings().get<boolean>("enable", true)) {
        void tellMissing(found.missing);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(vscode.l10n.t("rifq could not be started: {0}", String(error)));
    }
    look();
  };

  const commands: Record<string, () => unknown> = {
    newReply: startReply,
    showCoach: () => vscode.commands.executeCommand("rifq.coach.focus"),
    applySafe: () => vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.rifq", apply: "first" }),
    compareRewrite: () => suggestions.compare(draft()),
    applyRewrite: () => applyRewrite(server, draft()),
    copyRewrite: () => copyRewrite(server, draft()),
    answer: () => answer(server, draft()),
    checkThis: () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.uri.scheme === "file") {
        server.named.push(document.uri.fsPath);
        return start();
      }
      return undefined;
    },
    restart: start,
    showOutput: () => {
      output.show();
    },
  };
  extension.subscriptions.push(
    output,
    server,
    bar,
    suggestions,
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`rifq.${name}`, run)),
    vscode.window.registerWebviewViewProvider("rifq.coach", coach),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, suggestions),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidCloseTextDocument(look),
    server.onChange((uri) => {
      suggestions.refresh(uri);
      look();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (["enable", "path", "files", "languages"].some((key) => change.affectsConfiguration(`rifq.${key}`))) {
        void start();
      } else if (change.affectsConfiguration("rifq")) {
        void server.configure().then(look);
      }
    }),
  );
  await start();
}

function showScore(bar: vscode.StatusBarItem, server: Server, draft: vscode.TextDocument | undefined): void {
  bar.command = "rifq.showCoach";
  bar.backgroundColor = undefined;
  if (!settings().get<boolean>("statusBar", true) || !settings().get<boolean>("enable", true)) {
    bar.hide();
  } else if ("missing" in server.found) {
    Object.assign(bar, { text: "$(circle-slash) rifq", tooltip: vscode.l10n.t("The program rifq was not found. Click to look again."), command: "rifq.restart" });
    bar.show();
  } else if (draft === undefined) {
    bar.hide();
  } else {
    const status = server.status(draft);
    const shown = status && item(status, reader());
    bar.text = shown?.text ?? "$(loading~spin) rifq";
    bar.tooltip = shown?.tooltip;
    bar.accessibilityInformation = shown && { label: shown.label };
    bar.backgroundColor = shown?.background && new vscode.ThemeColor(`statusBarItem.${shown.background}Background`);
    bar.show();
  }
}

async function tellMissing(where: "setting" | "everywhere"): Promise<void> {
  const { t } = vscode.l10n;
  const [how, choose] = [t("How to get it"), t("Choose the program…")];
  const message =
    where === "setting"
      ? t("The setting rifq.path names no program: {0}", settings().get("path", ""))
      : t("The program rifq was found neither with this extension nor in PATH nor in ~/.cargo/bin.");
  const chosen = await vscode.window.showWarningMessage(message, how, choose);
  if (chosen === how) {
    await vscode.commands.executeCommand("extension.open", "rifq.rifq");
  } else if (chosen === choose) {
    const [program] = (await vscode.window.showOpenDialog({ title: "rifq", canSelectMany: false })) ?? [];
    await (program && settings().update("path", program.fsPath, vscode.ConfigurationTarget.Global));
  }
}

/** Where a reply goes and what it answers: what was copied, if it is wanted. */
async function askContext(): Promise<{ channel: string; customer: string } | undefined> {
  const { t } = vscode.l10n;
  const channel = await vscode.window.showQuickPick(["email", "chat", "message", "sms", "social", "review", "forum"], { title: t("Where does the reply go?") });
  if (channel === undefined) {
    return undefined;
  }
  const value = (await vscode.env.clipboard.readText()).slice(0, 20_000).replace(/\s*\n\s*/g, " ");
  const title = t("What did the customer write? Enter accepts what you copied; leave it empty for none.");
  const customer = await vscode.window.showInputBox({ title, value });
  return customer === undefined ? undefined : { channel, customer };
}

/** A new draft that knows where it goes and what it answers. */
async function startReply(): Promise<void> {
  const context = await askContext();
  if (context === undefined) {
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: newReply(context.channel, context.customer) });
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
}

/** The same for a draft that is there; nothing is written into it. */
async function answer(server: Server, document: vscode.TextDocument | undefined): Promise<void> {
  const context = document && (await askContext());
  if (document !== undefined && context !== undefined) {
    await server.setContext(document, context.channel, context.customer);
  }
}

async function applyRewrite(server: Server, document: vscode.TextDocument | undefined): Promise<void> {
  const rewrite = document && (await server.rewrite(document));
  if (document === undefined || rewrite === undefined) {
    return;
  }
  const { start, end } = rewrite.range;
  const range = document.validateRange(new vscode.Range(start.line, start.character, end.line, end.character));
  const editor = await vscode.window.showTextDocument(document);
  if (rewrite.text !== document.getText(range)) {
    await editor.insertSnippet(new vscode.SnippetString(snippet(rewrite.text)), range);
  }
}

async function copyRewrite(server: Server, document: vscode.TextDocument | undefined): Promise<void> {
  const rewrite = document && (await server.rewrite(document));
  if (rewrite !== undefined) {
    await vscode.env.clipboard.writeText(rewrite.text);
    vscode.window.setStatusBarMessage(vscode.l10n.t("rifq: the suggested reply was copied"), 3000);
  }
}

/** Suggested replies as documents, for the editor that shows differences. */
class Suggestions implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly shown = new Set<string>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.query);
    const rewrite = document && (await this.server.rewrite(document));
    if (document === undefined || rewrite === undefined) {
      return document?.getText() ?? "";
    }
    const { start, end } = rewrite.range;
    const before = document.getText(new vscode.Range(0, 0, start.line, start.character));
    const after = document.getText(new vscode.Range(end.line, end.character, document.lineCount, 0));
    return before + rewrite.text + after;
  }

  /** Draft and suggestion side by side. */
  async compare(document: vscode.TextDocument | undefined): Promise<void> {
    if (document === undefined) {
      return;
    }
    const uri = document.uri.with({ scheme: SCHEME, authority: "", query: document.uri.toString(), fragment: "" });
    this.shown.add(document.uri.toString());
    this.changed.fire(uri);
    const name = document.uri.path.split("/").at(-1) ?? "";
    await vscode.commands.executeCommand("vscode.diff", document.uri, uri, vscode.l10n.t("{0}: draft and suggested reply", name));
  }

  refresh(uri: string | undefined): void {
    if (uri !== undefined && this.shown.has(uri)) {
      this.changed.fire(vscode.Uri.parse(uri).with({ scheme: SCHEME, authority: "", query: uri, fragment: "" }));
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}
