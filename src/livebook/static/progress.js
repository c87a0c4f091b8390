// How many exercises of each chapter have been passed, in the sidebar; known to this browser alone.

import { forgetAll, passed } from "./live-store.js";
import { make } from "./live-show.js";

let exercises; // by page

async function show() {
  for (const old of document.querySelectorAll(".live-progress")) old.remove();
  const done = passed();
  if (!done.size) return;
  exercises ??= await fetch(new URL("exercises.json", import.meta.url), { cache: "no-cache" })
    .then((answer) => answer.json());
  const counts = new Map(Object.entries(exercises).map(([page, keys]) => [
    new URL(`../${page}.html`, import.meta.url).href,
    [keys.filter((key) => done.has(key)).length, keys.length],
  ]));
  const links = document.querySelectorAll(".bd-sidebar-primary nav a.internal");
  for (const link of links) {
    const [count, all] = counts.get(link.href.split("#")[0]) ?? [];
    if (count) link.append(mark(count, all));
  }
  const forget = make("button", "live-button live-progress", { type: "button", textContent: "Forget my progress" });
  forget.addEventListener("click", () => {
    if (window.confirm("Forget which exercises you passed, and the code you wrote on these pages?")) {
      forgetAll();
      location.reload();
    }
  });
  links[links.length - 1]?.closest("nav").append(forget);
}

function mark(count, all) {
  const box = make("span", "live-progress live-count");
  box.append(make("span", "", { ariaHidden: "true", textContent: count === all ? "✓" : `${count}/${all}` }));
  box.append(make("span", "live-heard", { textContent: `, ${count} of ${all} exercises passed` }));
  return box;
}

document.addEventListener("one-layer:passed", show);
show();
