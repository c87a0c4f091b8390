// An editor that draws any model; the code can be sent to others in the address of the page.

import { Engine } from "./live-engine.js";
import { edit } from "./live-editor.js";
import { answers } from "./live-store.js";
import { make, picture, printed, sentence } from "./live-show.js";

const KEY = "playground";
const SETUP = "import keras\nimport numpy as np\nfrom topograde import *";
const EXERCISE = { name: "", setup: SETUP, checks: [], expected: "{}" };

const runtime = document.getElementById("live-runtime");
const box = document.querySelector(".live-playground");
if (runtime && box) play(JSON.parse(runtime.textContent));

function play(about) {
  const engine = new Engine(about);
  const examples = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const sent = received();

  const area = make("textarea", "live-editor", { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
  area.setAttribute("aria-label", "Code that builds a model");
  area.setAttribute("aria-describedby", "playground-keys");
  area.wrap = "off";
  area.value = sent ?? answers.get(KEY) ?? examples[0][1];

  const keys = make("p", "live-keys", { id: "playground-keys" });
  keys.textContent = "Ctrl+Enter draws. Tab indents; press Escape first to leave the editor with Tab. "
    + `The first drawing loads Keras into this page: ${Math.ceil(about.download / 1e6)} MB, once.`;

  const bar = make("div", "live-bar", { role: "group" });
  bar.setAttribute("aria-label", "What to do with the code");
  const [draw, link, stop] = ["Draw", "Copy a link to this code", "Stop"].map((name) => {
    const button = make("button", "live-button", { type: "button", textContent: name });
    bar.append(button);
    return button;
  });
  draw.classList.add("live-primary");
  stop.hidden = true;
  const select = make("select", "live-select");
  select.setAttribute("aria-label", "Start from an example");
  select.append(make("option", "", { value: "", textContent: "Start from an example …" }));
  examples.forEach(([name], number) => select.append(make("option", "", { value: number, textContent: name })));
  bar.append(select);

  const status = make("p", "live-status", { role: "status" });
  const result = make("div", "live-result", { hidden: true, role: "region" });
  result.setAttribute("aria-label", "The model of this code");
  const [first, ...others] = box.querySelectorAll(".live-stub");
  for (const other of others) other.remove();
  first.replaceWith(area);
  area.after(keys, bar, status, result);
  if (sent !== undefined) status.textContent = "This code came with the link. Read it, then draw it.";

  const editor = edit(area, about, run);
  area.addEventListener("input", () => answers.set(KEY, area.value));
  draw.addEventListener("click", run);
  stop.addEventListener("click", () => engine.stop());
  link.addEventListener("click", share);
  select.addEventListener("change", () => {
    if (select.value === "") return;
    editor.set(examples[Number(select.value)][1]);
    select.value = "";
    run();
  });

  async function run() {
    if (!stop.hidden) return;
    busy(true);
    try {
      const found = await engine.ask("show", EXERCISE, area.value, (text) => { status.textContent = text; });
      status.textContent = "";
      const parts = found.sentence
        ? [sentence(found.sentence)]
        : [picture(found.picture), sentence(found.label), printed(found.text, "The same as a table")];
      if (found.printed) parts.push(printed(found.printed));
      fill(found.sentence ? "error" : "drawn", parts);
    } catch (error) {
      status.textContent = "";
      fill("none", [sentence(`${error.message} Your code is kept.`)]);
    } finally {
      busy(false);
    }
  }

  function busy(is) {
    draw.disabled = select.disabled = is;
    stop.hidden = !is;
    box.setAttribute("aria-busy", String(is));
    if (is) status.textContent = "Starting …";
  }

  function fill(outcome, parts) {
    result.dataset.outcome = outcome;
    result.replaceChildren(...parts);
    result.hidden = false;
  }

  async function share() {
    const address = new URL(location);
    address.hash = `code=${encode(area.value)}`;
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address.href);
      status.textContent = "The link is copied. It holds the code itself; nothing is stored elsewhere.";
    } catch {
      status.textContent = "The address of this page now holds the code: copy it from there.";
    }
  }
}

function received() {
  const found = location.hash.match(/^#code=([\w-]*)$/);
  try {
    return found ? decode(found[1]) : undefined;
  } catch {
    return undefined; // a link that was cut off
  }
}

// Text as base64 that an address can hold.
function encode(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decode(text) {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
}
