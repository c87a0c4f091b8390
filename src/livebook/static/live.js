// Exercises in the page: each box gets an editor, buttons and a place for the verdict.

import { Engine } from "./live-engine.js";
import { edit } from "./live-editor.js";
import { answers, pass, passed } from "./live-store.js";
import { make, picture, printed, sentence } from "./live-show.js";

const TITLES = {
  right: "Passed",
  wrong: "Not yet",
  "not attempted": "Not attempted",
  "cannot tell": "Cannot tell",
  error: "It does not run",
  none: "No verdict",
};

const runtime = document.getElementById("live-runtime");
if (runtime) {
  const about = JSON.parse(runtime.textContent);
  const engine = new Engine(about);
  for (const box of document.querySelectorAll(".live-exercise")) new Exercise(box, engine, about);
}

function Exercise(box, engine, about) {
  const key = box.dataset.exercise;
  const exercise = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const title = box.querySelector(".live-title");
  const stub = box.querySelector(".live-stub");
  const hints = box.querySelector(".live-hints");
  const ladder = [...hints.querySelectorAll("details")];
  let more = []; // hints for what the last check found
  let given = 0;

  const area = make("textarea", "live-editor", { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
  area.setAttribute("aria-label", `Your code for: ${title.textContent}`);
  area.setAttribute("aria-describedby", `${title.id}-keys`);
  area.wrap = "off";
  area.value = answers.get(key) ?? exercise.stub;

  const keys = make("p", "live-keys", { id: `${title.id}-keys` });
  keys.textContent = "Ctrl+Enter checks. Tab indents; press Escape first to leave the editor with Tab. "
    + `The first check loads Keras into this page: ${Math.ceil(about.download / 1e6)} MB, once.`;

  const bar = make("div", "live-bar", { role: "group" });
  bar.setAttribute("aria-label", "What to do with your code");
  const [check, show, hint, reset, stop] = ["Check", "Draw my model", "Hint", "Reset", "Stop"].map((name) => {
    const button = make("button", "live-button", { type: "button", textContent: name });
    bar.append(button);
    return button;
  });
  check.classList.add("live-primary");
  stop.hidden = true;

  const status = make("p", "live-status", { role: "status" });
  const result = make("div", "live-result", { tabIndex: -1, role: "region" });
  result.setAttribute("aria-label", "What the check found");
  result.hidden = true;

  const extra = make("div", "live-extra");
  hints.before(extra);

  stub.replaceWith(area);
  area.after(keys, bar, status, result);
  hints.hidden = true;
  mark();
  const editor = edit(area, about, () => run("check"));
  area.addEventListener("input", () => answers.set(key, area.value));

  check.addEventListener("click", () => run("check"));
  show.addEventListener("click", () => run("show"));
  stop.addEventListener("click", () => engine.stop());
  hint.addEventListener("click", giveHint);
  reset.addEventListener("click", () => {
    if (area.value !== exercise.stub && !window.confirm("Put the original code back, and lose yours?")) return;
    editor.set(exercise.stub);
    answers.remove(key);
    result.hidden = true;
    status.textContent = "The original code is back.";
    editor.focus();
  });


  async function run(kind) {
    if (!stop.hidden) return;
    busy(true);
    try {
      const found = await engine.ask(kind, exercise, area.value, (text) => { status.textContent = text; });
      status.textContent = "";
      kind === "check" ? tell(found) : display(found);
    } catch (error) {
      status.textContent = "";
      fill("none", sentence(`${error.message} Your code is kept.`));
    } finally {
      busy(false);
    }
  }

  function busy(is) {
    const hadFocus = document.activeElement === (is ? check : stop);
    for (const button of [check, show, reset]) button.disabled = is;
    stop.hidden = !is;
    box.setAttribute("aria-busy", String(is));
    if (is) {
      status.classList.remove("live-heard");
      status.textContent = "Starting …";
      result.hidden = true;
    }
    if (hadFocus) (is ? stop : check).focus();
  }

  function tell(found) {
    const parts = [];
    if (found.outcome === "right") {
      pass(key);
      mark();
      parts.push(sentence(found.of === 1 ? "The visible check passed." : `All ${found.of} visible checks passed.`));
    } else {
      parts.push(sentence(found.sentence));
      if (found.passed) parts.push(sentence(`${found.passed} of ${found.of} checks passed.`));
    }
    more = found.hints;
    given = 0;
    extra.replaceChildren();
    hint.disabled = false;
    if (found.picture) parts.push(picture(found.picture));
    if (found.printed) parts.push(printed(found.printed));
    fill(found.outcome, ...parts);
  }

  function display(found) {
    const parts = found.sentence ? [sentence(found.sentence)] : [picture(found.picture)];
    if (found.printed) parts.push(printed(found.printed));
    fill(found.sentence ? "error" : "drawn", ...parts);
  }

  function fill(outcome, ...parts) {
    result.replaceChildren();
    result.dataset.outcome = outcome;
    if (TITLES[outcome]) result.append(make("p", "live-verdict", { textContent: TITLES[outcome] }));
    result.append(...parts);
    result.hidden = false;
    // Read out, and in sight, without moving the reader's focus.
    status.textContent = outcome === "drawn" ? "Your model is drawn below." : `${TITLES[outcome]}.`;
    status.classList.add("live-heard");
    result.scrollIntoView({ block: "nearest" });
  }

  function giveHint() {
    hints.hidden = false;
    if (given < more.length) {
      const box = make("div", "live-hint");
      box.append(sentence(more[given]));
      extra.append(box);
      given += 1;
      return;
    }
    const next = ladder.find((step) => step.hidden);
    if (next) {
      next.hidden = false;
      next.open = true;
      next.scrollIntoView({ block: "nearest" });
    }
    hint.disabled = !ladder.some((step) => step.hidden) && given === more.length;
  }

  function mark() {
    box.classList.toggle("live-done", passed().has(key));
  }

  for (const step of ladder) step.hidden = true;
  document.addEventListener("one-layer:passed", mark);
}
