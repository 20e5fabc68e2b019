// The options page: settings are kept and tried at once.
import { NoVerdict, ask } from "../ask.js";
import { language, settings, words } from "../settings.js";

const form = document.getElementById("form");
const state = document.getElementById("state");

// The server answers only pages it was told of; this add-on is one of them.
document.getElementById("start").value = `rifq serve --allow-origin ${location.origin}`;
document.getElementById("start").addEventListener("focus", (event) => event.target.select());

async function show() {
  const kept = await settings();
  const shown = language(kept);
  const say = await words(shown);
  document.documentElement.lang = shown;
  document.documentElement.dir = shown === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const [name, value] of Object.entries(kept)) form.elements[name].value = value;
  return { kept, say };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = Object.fromEntries(new FormData(form));
  typed.deadlineMs = Number(typed.deadlineMs);
  const { protocol, hostname } = new URL(typed.url);
  // Asked for in the click itself, as it has to be.
  if (protocol === "https:") await messenger.permissions.request({ origins: [`https://${hostname}/*`] });
  await messenger.storage.local.set(typed);
  const { kept, say } = await show();
  try {
    await ask({ text: "Hello", channel: "email" }, kept);
    state.textContent = say("works");
  } catch (fault) {
    const status = fault instanceof NoVerdict ? fault.message : fault.name;
    state.textContent = `${say(status === "status 401" ? "tokenWrong" : status === "status 403" ? "originWrong" : "unreachable")} (${status})`;
  }
});

await show();
document.body.dataset.ready = "yes";
