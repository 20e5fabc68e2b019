// Zendesk's client as apps see it: get, set, on, invoke, request, metadata; saving waits for all handlers, as the product does.
export function stub({ values, settings = {}, proxy }) {
  const handlers = {};
  const calls = { invoked: [], requests: [], set: [] };
  return {
    calls,
    values,
    metadata: async () => ({ appId: 1, settings }),
    get: async (paths) => {
      const asked = [paths].flat();
      return { errors: Object.fromEntries(asked.filter((path) => !(path in values)).map((path) => [path, { message: "no such path" }])), ...Object.fromEntries(asked.filter((path) => path in values).map((path) => [path, values[path]])) };
    },
    set: async (path, value) => {
      calls.set.push([path, value]);
      values[path] = value;
    },
    invoke: async (...given) => {
      calls.invoked.push(given);
    },
    request: async (options) => {
      calls.requests.push(options);
      return proxy(options);
    },
    on: (name, handler) => (handlers[name] ??= []).push(handler),
    /** Presses Submit: true if the ticket was saved, else the sentence that the agent is shown. */
    save: async () => {
      for (const handler of handlers["ticket.save"] ?? []) {
        try {
          const said = await handler();
          if (said === false) return "The app did not allow it.";
          if (typeof said === "string") return said;
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      }
      return true;
    },
  };
}

export const ticket = (language, text, type = "publicReply") => ({
  "ticket.id": 35436,
  "ticket.subject": language === "ar" ? "طلب استرداد" : "Refund",
  "ticket.brand": { id: 7, name: "Larkfield" },
  "ticket.requester": { id: 9, name: language === "ar" ? "نور الحربي" : "Sara Miller" },
  "ticket.conversation": [
    { author: { role: "end-user", name: "Sara" }, channel: { name: "email" }, message: { content: language === "ar" ? "<p>لم يصلني الحذاء منذ ثلاثة أسابيع. متى أسترد المبلغ؟</p>" : "<p>My shoes never arrived. When will I get my refund?</p>" } },
    { author: { role: "agent", name: "Omar" }, channel: { name: "internal" }, message: { content: "A note among us." } },
  ],
  "comment.text": text,
  "comment.type": type,
  currentUser: { id: 3, name: "Dina", locale: language === "ar" ? "ar" : "en-US" },
});

export const BAD = {
  en: "<p>Hi Sara, please send me your password, you should have read the terms.</p>",
  ar: "<p>مرحبا نور، أرسلي لي كلمة المرور من فضلك، هذا خطؤك.</p>",
};
export const GOOD = "<p>Hi Sara,</p><p>I'm sorry your shoes never arrived. I have sent your refund of $40 today, and it will be in your account by Friday, 4 December.</p><p>If it is not there by then, just reply to this email.</p><p>Kind regards,<br>Dina</p>";
export const DOUBTFUL = "<p>Hi Sara,</p><p>I'm sorry your shoes never arrived. You should have read the terms. I have sent your refund of $40 today, and it will reach you by Friday.</p><p>Kind regards,<br>Dina</p>";
