// What an exercise and the playground have in common: an editor, buttons, a status, a result.

import { edit } from "./live-editor.js";
import { make, sentence } from "./live-show.js";

export class Bench {
  // `id` and `label` name the editor; `does` says what its button does; `names` are those of the buttons.
  constructor(box, stub, engine, about, { id, label, text, does, names }) {
    this.box = box;
    this.engine = engine;
    this.area = make("textarea", "live-editor", { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    this.area.setAttribute("aria-label", label);
    this.area.setAttribute("aria-describedby", `${id}-keys`);
    this.area.wrap = "off";
    this.area.value = text;

    const keys = make("p", "live-keys", { id: `${id}-keys` });
    keys.textContent = `Ctrl+Enter ${does.verb}. Tab indents; press Escape first to leave the editor with Tab. `
      + `The first ${does.noun} loads Keras into this page: ${Math.ceil(about.download / 1e6)} MB, once.`;

    this.bar = make("div", "live-bar", { role: "group" });
    this.bar.setAttribute("aria-label", "What to do with your code");
    this.buttons = [...names, "Stop"].map((name) => make("button", "live-button", { type: "button", textContent: name }));
    this.bar.append(...this.buttons);
    this.main = this.buttons[0];
    this.main.classList.add("live-primary");
    this.stop = this.buttons[names.length];
    this.stop.hidden = true;
    this.stop.addEventListener("click", () => engine.stop());

    this.status = make("p", "live-status", { role: "status" });
    this.result = make("div", "live-result", { hidden: true, role: "region" });
    this.result.setAttribute("aria-label", "What was found");

    stub.replaceWith(this.area);
    this.area.after(keys, this.bar, this.status, this.result);
    this.editor = edit(this.area, about, () => this.main.click());
  }

  say(text) {
    this.status.classList.remove("live-heard");
    this.status.textContent = text;
  }

  // Have an answer run; returns what was found, or shows why nothing was.
  async ask(kind, exercise) {
    this.#busy(true);
    try {
      return await this.engine.ask(kind, exercise, this.area.value, (text) => this.say(text));
    } catch (error) {
      this.show("none", "No verdict", sentence(`${error.message} Your code is kept.`));
      return undefined;
    } finally {
      this.#busy(false);
    }
  }

  show(outcome, title, ...parts) {
    const head = title ? [make("p", "live-verdict", { textContent: title })] : [];
    this.result.replaceChildren(...head, ...parts);
    this.result.dataset.outcome = outcome;
    this.result.hidden = false;
    // Heard at once; in sight without moving the reader's focus.
    this.say(`${title || "Your model is drawn below"}.`);
    this.status.classList.add("live-heard");
    this.result.scrollIntoView({ block: "nearest" });
  }

  #busy(is) {
    const focused = document.activeElement === (is ? this.main : this.stop);
    for (const button of this.bar.querySelectorAll("button, select")) {
      if (button !== this.stop) button.disabled = is;
    }
    this.stop.hidden = !is;
    this.box.setAttribute("aria-busy", String(is));
    if (is) {
      this.say("Starting …");
      this.result.hidden = true;
    }
    if (focused) (is ? this.stop : this.main).focus();
  }
}
