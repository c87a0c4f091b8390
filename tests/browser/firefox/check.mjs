// node check.mjs FIREFOX ADDRESS: do the first exercise of a page as a reader does.
// Reads {name: answer}; writes what the page said to each, its errors, and the hosts it asked.

import { text } from "node:stream/consumers";
import puppeteer from "puppeteer-core";

const [firefox, address] = process.argv.slice(2);
const answers = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
const page = await browser.newPage();
const told = { verdicts: {}, errors: [], hosts: [] };
page.on("pageerror", (error) => told.errors.push(error.message));
page.on("request", (request) => told.hosts.push(new URL(request.url()).host));
page.on("dialog", (dialog) => dialog.accept());
let box;

async function write(code) {
  await page.goto(address, { waitUntil: "networkidle0" });
  box = await page.waitForSelector(".live-exercise .live-primary").then(() => page.$(".live-exercise"));
  await box.$eval("textarea", (area, text) => {
    area.value = text;
    area.dispatchEvent(new Event("input"));
    area.focus(); // which brings CodeMirror
  }, code);
  await box.waitForSelector(".cm-content");
}

async function press(label) {
  await box.evaluate((element, wanted) => {
    [...element.querySelectorAll("button")].find((button) => button.textContent === wanted).click();
  }, label);
}

async function until(condition) {
  await page.waitForFunction(condition, { timeout: 120_000 }, box);
}

async function verdict() {
  await until((element) => element.getAttribute("aria-busy") === "false");
  return box.$eval(".live-result", (element) => element.innerText);
}

for (const [name, answer] of Object.entries(answers)) {
  await write(answer);
  await press("Check");
  if (name === "endless") {
    await until((element) => element.innerText.includes("Running your code"));
    await press("Stop");
  }
  told.verdicts[name] = await verdict();
}
await press("Reset");
await press("Check");
told.verdicts.afterwards = await verdict();
await browser.close();
console.log(JSON.stringify(told));
