// An editor that draws any model; the code can be sent to others in the address of the page.

import { Bench } from "./live-bench.js";
import { Engine } from "./live-engine.js";
import { make, picture, printed, sentence } from "./live-show.js";
import { answers } from "./live-store.js";

const KEY = "playground";
const SETUP = "import keras\nimport numpy as np\nfrom topograde import *";
const EXERCISE = { name: "", setup: SETUP, checks: [], expected: "{}" };

const runtime = document.getElementById("live-runtime");
const box = document.querySelector(".live-playground");
if (runtime && box) play(JSON.parse(runtime.textContent));

function play(about) {
  const examples = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const sent = received();
  const [stub, ...others] = box.querySelectorAll(".live-stub");
  for (const other of others) other.remove();
  const bench = new Bench(box, stub, new Engine(about), about, {
    id: "playground",
    label: "Code that builds a model",
    text: sent ?? answers.get(KEY) ?? examples[0][1],
    does: { verb: "draws", noun: "drawing" },
    names: ["Draw", "Copy a link to this code"],
  });
  const [draw, link] = bench.buttons;
  const select = make("select", "live-select");
  select.setAttribute("aria-label", "Start from an example");
  select.append(make("option", "", { value: "", textContent: "Start from an example …" }));
  examples.forEach(([name], number) => select.append(make("option", "", { value: number, textContent: name })));
  bench.bar.append(select);
  if (sent !== undefined) bench.say("This code came with the link. Read it, then draw it.");

  bench.area.addEventListener("input", () => answers.set(KEY, bench.area.value));
  draw.addEventListener("click", async () => {
    const found = await bench.ask("show", EXERCISE);
    if (!found) return;
    const output = found.printed ? [printed(found.printed)] : [];
    if (found.sentence) bench.show("error", "Nothing to draw", sentence(found.sentence), ...output);
    else {
      const table = printed(found.text, "The same as a table");
      bench.show("drawn", "", picture(found.picture), sentence(found.label), table, ...output);
    }
  });
  link.addEventListener("click", () => share(bench));
  select.addEventListener("change", () => {
    if (select.value === "") return;
    bench.editor.set(examples[Number(select.value)][1]);
    select.value = "";
    draw.click();
  });
}

async function share(bench) {
  const address = new URL(location);
  address.hash = `code=${encode(bench.area.value)}`;
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address.href);
    bench.say("The link is copied. It holds the code itself; nothing is stored elsewhere.");
  } catch {
    bench.say("The address of this page now holds the code: copy it from there.");
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
