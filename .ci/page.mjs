// The page of `rifq serve` in Chromium, by keyboard and by role, in English and Arabic.
// Usage: node page.mjs FOLDER RIFQ SHOTS; FOLDER holds node_modules/playwright-core, SHOTS takes the screenshots.
import assert from "node:assert";
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";

const [folder, rifq, shots] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(`${folder}/node_modules/playwright-core/index.js`))).default;
const profile = mkdtempSync(`${tmpdir()}/page-`);
writeFileSync(`${profile}/tokens`, "0123456789abcdef\n");

async function start(...more) {
  const server = spawn(rifq, ["serve", "--listen", "127.0.0.1:0", ...more], { stdio: ["ignore", "ignore", "pipe"] });
  const line = await new Promise((resolve) => server.stderr.once("data", (data) => resolve(String(data))));
  return { server, base: `http://${JSON.parse(line.split("\n")[0]).address}/` };
}

const { server, base } = await start();
const locked = await start("--token-file", `${profile}/tokens`);
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
try {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().startsWith(base) || request.url().startsWith("data:") || faults.push(request.url()));
  await page.goto(base);

  // English, by names that a screen reader tells.
  await page.getByLabel("The customer's message").fill("My phone arrived broken for the third time! When do I get a new one?");
  await page.getByLabel("Channel").selectOption("email");
  await page.getByLabel("Customer's name").fill("Mona");
  const reply = page.getByLabel("Your reply");
  await reply.fill("Hi Mona,\n\nUnfortunately, we cannot send a new phone 🙂 before the old one is back. Please send me your password.\n\nKind regards,\nSami");
  await page.locator("#verdict.block").waitFor();
  await page.getByRole("status").filter({ hasText: /findings?\. Score \d+ of 100\./ }).waitFor();
  await page.locator("#take:not([disabled])").waitFor();
  const marked = await page.locator("#marks mark").allTextContents();
  assert.ok(marked.some((words) => words.includes("we cannot")) && marked.some((words) => words.includes("password")), marked.join("|"));
  const text = await reply.inputValue();
  assert.equal((await page.locator("#marks").textContent()).trimEnd(), text.trimEnd(), "the marks stand behind the same text");
  const [one, other] = await Promise.all(["#reply", "#marks"].map((id) => page.locator(id).evaluate((element) => [element.clientWidth, getComputedStyle(element).fontSize, getComputedStyle(element).lineHeight].join())));
  assert.equal(one, other, "letters stand where their marks are");
  await page.screenshot({ path: `${shots}/page-en.png`, fullPage: true });

  // By keyboard: from finding to finding, and a fix.
  await reply.focus();
  await page.keyboard.press("F8");
  const selected = () => reply.evaluate((element) => element.value.slice(element.selectionStart, element.selectionEnd));
  const first = await selected();
  await page.keyboard.press("F8");
  assert.notEqual(await selected(), first);
  await page.keyboard.press("Shift+F8");
  assert.equal(await selected(), first);
  assert.match(await page.getByRole("status").textContent(), /^(Must change|Should change|Could be better|Remark): /);
  const use = page.getByRole("button", { name: /^Use: / }).first();
  await use.focus();
  await page.keyboard.press("Enter");
  assert.notEqual(await reply.inputValue(), text);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await reply.inputValue(), text);
  await page.locator("#take:not([disabled])").waitFor();
  const better = await page.locator("#better").textContent();
  await page.getByRole("button", { name: "Take it over" }).press("Space");
  assert.equal(await reply.inputValue(), better);
  await page.getByRole("status").filter({ hasText: /Score/ }).waitFor();

  // Arabic, right to left.
  await page.getByRole("button", { name: "العربية" }).click();
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  await page.getByLabel("رسالة العميل").fill("وصلني الجهاز مكسورا للمرة الثالثة! متى يصل البديل؟");
  const arabic = page.getByLabel("ردك");
  await arabic.fill("أهلا بك يا منى،\n\nللأسف لا يمكننا إرسال جهاز جديد 🙂 قبل رجوع القديم. الرجاء إرسال كلمة المرور.\n\nمع التحية،\nسامي");
  await page.locator("#marks mark.error").first().waitFor();
  await page.locator("#take:not([disabled])").waitFor();
  assert.equal(await arabic.evaluate((element) => getComputedStyle(element).direction), "rtl");
  await page.screenshot({ path: `${shots}/page-ar.png`, fullPage: true });

  // A narrow and dark screen.
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing stands beyond the edge");
  await page.screenshot({ path: `${shots}/page-narrow.png`, fullPage: true });

  // Everything that can be used has a name, and markup in a reply is text.
  const nameless = await page.locator("button, input, select, textarea").evaluateAll((elements) => elements.filter((element) => !element.labels?.length && !element.textContent.trim() && !element.ariaLabel).map((element) => element.id));
  assert.deepEqual(nameless, []);
  await arabic.fill("<img src=x onerror=alert(1)> لا يمكننا <b>ذلك</b> {{name}}");
  await page.locator("#marks mark").first().waitFor();
  assert.equal(await page.locator("#marks img, #findings img, #better img").count(), 0);
  assert.deepEqual(faults, []);

  // With a token.
  await page.goto(locked.base);
  await page.locator("#reply").fill("Sorry, we cannot do that.");
  await page.locator("#token").waitFor();
  await page.locator("#token").fill("0123456789abcdef");
  await page.locator("#enter").press("Enter");
  await page.locator("#findings li").first().waitFor();
  console.log("the page works");
} finally {
  await browser.close();
  server.kill();
  locked.server.kill();
}
