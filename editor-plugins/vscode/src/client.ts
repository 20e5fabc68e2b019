/** The server: started with the program that was found, asked for reports, restarted when settings change. */

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { CodeActionKind, LanguageClient, TransportKind, type CodeAction, type Diagnostic } from "vscode-languageclient/node";
import { find, type Found } from "./find";
import type { Language, Report, Rewrite, Status } from "./report";
import { serverSettings } from "./settings";
import { readerOf } from "./words";
import { ruleFiles, selector, type Filter } from "./drafts";

export function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("rifq");
}

/** The language of the person who reads the messages. */
export function reader(): Language {
  return readerOf(settings().get("uiLanguage", ""), vscode.env.language);
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private filters: Filter[] = [];
  private readonly statuses = new Map<string, Status>();
  private readonly changed = new vscode.EventEmitter<string | undefined>();
  /** Files that were named by the command `rifq.checkThis`. */
  readonly named: string[] = [];
  /** Told with the document that was checked, or without one when the server came or went. */
  readonly onChange = this.changed.event;
  found: Found = { missing: "everywhere" };

  constructor(
    private readonly extension: vscode.ExtensionContext,
    readonly output: vscode.LogOutputChannel,
  ) {}

  /** Starts the server anew; does nothing but look for the program where rifq is switched off. */
  async start(): Promise<Found> {
    await this.stop();
    this.found = find({
      setting: settings().get("path", ""),
      extension: this.extension.extensionPath,
      path: process.env["PATH"] ?? "",
      home: homedir(),
      platform: process.platform,
      exists: isProgram,
    });
    if ("missing" in this.found || !settings().get<boolean>("enable", true)) {
      this.changed.fire(undefined);
      return this.found;
    }
    const { program, from } = this.found;
    this.output.info(`${program} (${from})`);
    const folders = await this.folders();
    this.filters = selector({ languages: settings().get("languages", []), files: settings().get("files", []), folders, named: this.named });
    const run = { command: program, args: ["lsp"], transport: TransportKind.stdio };
    const client = new LanguageClient("rifq", "rifq", run, {
      documentSelector: [...this.filters, ...ruleFiles(folders)],
      outputChannel: this.output,
      initializationOptions: own(),
      middleware: {
        workspace: {
          configuration: (asked, token, next) =>
            asked.items.every((item) => item.section === "rifq") ? asked.items.map(own) : next(asked, token),
        },
      },
    });
    client.onNotification("rifq/status", (status: Status) => {
      this.statuses.set(normal(status.uri), status);
      this.changed.fire(normal(status.uri));
    });
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.client = undefined;
      this.output.error(String(error));
      throw error;
    } finally {
      this.changed.fire(undefined);
    }
    return this.found;
  }

  /** Tells the server settings that changed. */
  async configure(): Promise<void> {
    await this.client?.sendNotification("workspace/didChangeConfiguration", { settings: { rifq: own() } });
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.statuses.clear();
    await client?.dispose().catch((error: unknown) => {
      this.output.warn(String(error));
    });
  }

  get running(): boolean {
    return this.client?.isRunning() ?? false;
  }

  /** Whether the server reads a document. */
  reads(document: vscode.TextDocument): boolean {
    return this.running && vscode.languages.match(this.filters, document) > 0;
  }

  /** The newest score of a document. */
  status(document: vscode.TextDocument): Status | undefined {
    return this.statuses.get(document.uri.toString());
  }

  review(document: vscode.TextDocument): Promise<Report | undefined> {
    return this.ask<Report>("rifq/review", document);
  }

  rewrite(document: vscode.TextDocument): Promise<Rewrite | undefined> {
    return this.ask<Rewrite>("rifq/rewrite", document);
  }

  /** Tells the server what a draft answers, for as long as it runs. */
  async setContext(document: vscode.TextDocument, channel: string, customer: string): Promise<void> {
    const uri = this.client?.code2ProtocolConverter.asUri(document.uri);
    const known = { uri, channel, ...(customer.trim() === "" ? {} : { customerMessage: customer }) };
    await this.client?.sendRequest("workspace/executeCommand", { command: "rifq.setContext", arguments: [known] });
  }

  /** The edit of one fix of a finding, as the light bulb would make it. */
  async fix(document: vscode.TextDocument, place: vscode.Range, rule: string, index: number): Promise<vscode.WorkspaceEdit | undefined> {
    const range = this.client?.code2ProtocolConverter.asRange(place);
    const context = { diagnostics: [], only: [CodeActionKind.QuickFix] };
    const actions = (await this.ask<CodeAction[]>("textDocument/codeAction", document, { range, context })) ?? [];
    const same = (about: Diagnostic) => about.code === rule && place.isEqual(from(about.range));
    // Behind the better sentences come commands: to ignore a finding, to add a word.
    const action = actions.filter((one) => one.command === undefined && one.diagnostics?.some(same))[index];
    const resolved = action?.edit === undefined && action?.data !== undefined ? await this.client?.sendRequest<CodeAction>("codeAction/resolve", action) : action;
    return this.client?.protocol2CodeConverter.asWorkspaceEdit(resolved?.edit);
  }

  private async ask<T>(method: string, document: vscode.TextDocument, more: object = {}): Promise<T | undefined> {
    try {
      const uri = this.client?.code2ProtocolConverter.asUri(document.uri);
      return uri === undefined ? undefined : await this.client?.sendRequest<T>(method, { textDocument: { uri }, ...more });
    } catch (error) {
      // A document that was closed meanwhile, or a server that stops.
      this.output.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  /** The folders with a configuration. */
  private async folders(): Promise<string[]> {
    const configurations = await vscode.workspace.findFiles("**/rifq.toml", "**/{node_modules,target}/**", 50);
    return configurations.map((uri) => vscode.Uri.joinPath(uri, "..").fsPath);
  }

  dispose(): void {
    this.changed.dispose();
    void this.stop();
  }
}

function from({ start, end }: Diagnostic["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** What the server is told of the settings. */
function own(): Record<string, unknown> {
  return serverSettings((key) => settings().get(key), reader());
}

/** The server gives addresses back as they were sent; the editor writes some of them another way. */
function normal(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
