// Exercises in the page: each box gets an editor, buttons and a place for the verdict.

import { Bench } from "./live-bench.js";
import { Engine } from "./live-engine.js";
import { make, picture, printed, sentence } from "./live-show.js";
import { answers, pass, passed } from "./live-store.js";

const TITLES = {
  right: "Passed",
  wrong: "Not yet",
  "not attempted": "Not attempted",
  "cannot tell": "Cannot tell",
  error: "It does not run",
};

const runtime = document.getElementById("live-runtime");
if (runtime) {
  const about = JSON.parse(runtime.textContent);
  const engine = new Engine(about);
  for (const box of document.querySelectorAll(".live-exercise")) begin(box, engine, about);
}

function begin(box, engine, about) {
  const key = box.dataset.exercise;
  const exercise = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const title = box.querySelector(".live-title");
  const bench = new Bench(box, box.querySelector(".live-stub"), engine, about, {
    id: title.id,
    label: `Your code for: ${title.textContent}`,
    text: answers.get(key) ?? exercise.stub,
    does: { verb: "checks", noun: "check" },
    names: ["Check", "Draw my model", "Hint", "Reset"],
  });
  const [check, draw, hint, reset] = bench.buttons;
  const hints = ladder(box.querySelector(".live-hints"), hint);

  bench.area.addEventListener("input", () => answers.set(key, bench.area.value));
  check.addEventListener("click", async () => {
    const found = await bench.ask("check", exercise);
    if (found) tell(found);
  });
  draw.addEventListener("click", async () => {
    const found = await bench.ask("show", exercise);
    if (!found) return;
    if (found.sentence) bench.show("error", "Nothing to draw", sentence(found.sentence), ...output(found));
    else bench.show("drawn", "", picture(found.picture), ...output(found));
  });
  reset.addEventListener("click", () => {
    const changed = bench.area.value !== exercise.stub;
    if (changed && !window.confirm("Put the original code back, and lose yours?")) return;
    bench.editor.set(exercise.stub);
    answers.remove(key);
    bench.result.hidden = true;
    bench.say("The original code is back.");
    bench.editor.focus();
  });

  function tell(found) {
    const parts = [];
    if (found.outcome === "right") {
      pass(key);
      parts.push(sentence(found.of === 1 ? "The visible check passed." : `All ${found.of} visible checks passed.`));
    } else {
      parts.push(sentence(found.sentence));
      if (found.passed) parts.push(sentence(`${found.passed} of ${found.of} checks passed.`));
    }
    if (found.picture) parts.push(picture(found.picture));
    hints.begin(found.hints);
    bench.show(found.outcome, TITLES[found.outcome], ...parts, ...output(found));
  }

  const mark = () => box.classList.toggle("live-done", passed().has(key));
  document.addEventListener("one-layer:passed", mark);
  mark();
}

function output(found) {
  return found.printed ? [printed(found.printed)] : [];
}

// First the hints for what the last check found, then those of the task, one at a time.
function ladder(box, button) {
  const steps = [...box.querySelectorAll("details")];
  const extra = make("div", "live-extra");
  let more = [];
  box.before(extra);
  for (const step of steps) step.hidden = true;
  button.addEventListener("click", () => {
    const next = steps.find((step) => step.hidden);
    if (more.length) {
      const hint = make("div", "live-hint");
      hint.append(sentence(more.shift()));
      extra.append(hint);
    } else if (next) {
      next.hidden = false;
      next.open = true;
      next.scrollIntoView({ block: "nearest" });
    }
    settle();
  });
  const settle = () => { button.disabled = !more.length && !steps.some((step) => step.hidden); };
  return {
    begin(found) {
      more = [...found];
      extra.replaceChildren();
      settle();
    },
  };
}
