// The page's one worker: started by the first question, killed by `stop`, started anew by the next.

const BASE = new URL("runtime/", import.meta.url).href;
// `resolve` heeds the page's import map, which knows the worker's version.
const WORKER = import.meta.resolve?.("./live-worker.js") ?? new URL("live-worker.js", import.meta.url).href;
export const PATIENCE = 60; // seconds that an answer may run

export class Engine {
  #about;
  #worker;
  #asked = new Map(); // by id: {resolve, reject, onProgress, clock}
  #last = 0;

  constructor(about) {
    this.#about = about;
  }

  // Run "check" or "show" on an answer; the promise is rejected when it cannot be done.
  ask(kind, exercise, answer, onProgress = () => {}) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, onProgress });
      try {
        this.#worker ??= this.#start();
        this.#worker.postMessage({ id, kind, exercise, answer, base: BASE, about: this.#about });
      } catch (error) {
        this.#fail(error.message);
      }
    });
  }

  stop(why = "Stopped.") {
    this.#fail(why);
  }

  #start() {
    if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
      throw new Error("This browser is too old to run Keras in the page.");
    }
    const worker = new Worker(WORKER, { type: "module" });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message ? meaning(event.message) : "Keras cannot be loaded: is there a network?");
    };
    return worker;
  }

  #hear({ id, progress, running, result, error }) {
    const asked = this.#asked.get(id);
    if (!asked) return;
    if (progress) asked.onProgress(progress);
    if (running) {
      asked.onProgress("Running your code …");
      asked.clock = setTimeout(() => this.stop(
        `Your code ran for ${PATIENCE} seconds and was stopped. Is there a loop without an end?`), PATIENCE * 1000);
    }
    if (result) {
      clearTimeout(asked.clock);
      this.#asked.delete(id);
      asked.resolve(result);
    }
    if (error) this.#fail(meaning(error));
  }

  // Whatever went wrong, this worker is not trusted again.
  #fail(why) {
    this.#worker?.terminate();
    this.#worker = undefined;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject, clock } of asked) {
      clearTimeout(clock);
      reject(new Error(why));
    }
  }
}

function meaning(error) {
  if (/memory|RangeError/i.test(error)) return "There is not enough memory in this page for that.";
  if (/fetch|load|network|import/i.test(error)) return `Keras cannot be loaded: is there a network? (${brief(error)})`;
  return `Python stopped: ${brief(error)}`;
}

function brief(error) {
  const lines = error.trim().split("\n");
  return lines[lines.length - 1].slice(0, 200);
}
