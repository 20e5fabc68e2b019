// May this reply leave? The flow that connectors in JavaScript share; `package` copies this file into each of them.

/** Settings as admins write them, with defaults for what is missing or wrong. */
export function settingsOf(given = {}) {
  const deadline = Number(given.deadline);
  return {
    server: String(given.server || "http://127.0.0.1:7227").trim().replace(/\/+$/, ""),
    onFailure: given.on_failure === "block" ? "block" : "pass",
    deadline: Number.isFinite(deadline) && deadline >= 100 ? Math.min(deadline, 20000) : 2000,
  };
}

/** A server on the agent's own machine is asked by the page itself, any other one by the helpdesk. */
export const isLocal = (server) => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(server);

/** The language of sentences for the agent. */
export const languageOf = (locale) => (/^ar(?![a-z])/i.test(locale ?? "") ? "ar" : "en");

/** Text without markup, for messages that are only told along. */
export function plain(html) {
  return String(html ?? "")
    .replace(/\s+/g, " ")
    .replace(/<(\/p|\/ul|\/ol)\b[^>]*>/gi, "\n\n")
    .replace(/<(br|\/div|\/li)\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/ *\n */g, "\n")
    .trim();
}

/** Asks the server on this machine. */
export async function askLocally(server, request, signal) {
  const response = await fetch(`${server}/v1/hook`, { method: "POST", body: JSON.stringify(request), signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

async function within(milliseconds, run) {
  const controller = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error("deadline"));
    }, milliseconds);
  });
  try {
    return await Promise.race([run(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function checked(answer) {
  if (!["pass", "warn", "block"].includes(answer?.verdict) || !answer.decision) throw new Error("no verdict");
  return answer;
}

/**
 * The gate of one draft. `ask(request, signal)` gives the answer of rifq, or fails.
 * A warning is shown once; a block is overridden with a reason. Both hold only for what has been shown: what is new is shown first.
 */
export function createGate(settings, ask) {
  let shown = new Set();
  const codes = (answer) => answer.decision.reasons.map((reason) => reason.code);
  const question = (request) => ({ ...request, deadline_ms: Math.max(1, Math.floor(settings.deadline * 0.9)) });

  return {
    /** `wish`: undefined, or `{reason}` if the agent wants a held reply to leave. Gives `{send, answer}` or `{send, failed}`. */
    async judge(request, wish) {
      try {
        return await within(settings.deadline, async (signal) => {
          let answer = checked(await ask(question(request), signal));
          const seen = codes(answer).every((code) => shown.has(code));
          if (answer.verdict !== "pass" && seen && (answer.verdict === "warn" || wish)) {
            answer = checked(await ask(question({ ...request, override: answer.verdict === "warn" ? {} : wish }), signal));
          }
          const send = answer.verdict === "pass";
          shown = new Set(send ? [] : codes(answer));
          return { send, answer };
        });
      } catch (error) {
        // Never a word of the reply: only what kind of failure it was.
        return { send: settings.onFailure !== "block", failed: error instanceof Error ? error.name : "failure" };
      }
    },
  };
}
