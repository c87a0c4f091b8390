// Point at a call of a shared layer, or reach it with Tab: every call with the same weights stands out.

export function enliven(root) {
  for (const svg of root.querySelectorAll("svg:has(g[data-shared])")) {
    if (svg.dataset.live) continue;
    svg.dataset.live = "yes";
    // A picture with parts that can be reached is a group: the parts of an image have no voice.
    svg.setAttribute("role", "group");
    for (const call of svg.querySelectorAll("g[data-shared]")) {
      const count = svg.querySelectorAll(same(call)).length;
      const name = call.querySelector("title")?.textContent ?? "";
      call.setAttribute("tabindex", "0");
      call.setAttribute("role", "img");
      call.setAttribute("aria-label", `${name}. One of ${count} boxes with the same weights.`);
    }
    for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
      svg.addEventListener(on, (event) => mark(svg, event.target.closest("g[data-shared]")));
      svg.addEventListener(off, () => mark(svg, null));
    }
  }
}

function same(call) {
  return `g[data-shared="${call.dataset.shared}"]`;
}

function mark(svg, call) {
  for (const old of svg.querySelectorAll(".live-same")) old.classList.remove("live-same");
  svg.classList.toggle("live-marked", Boolean(call));
  if (call) for (const one of svg.querySelectorAll(same(call))) one.classList.add("live-same");
}

enliven(document);
