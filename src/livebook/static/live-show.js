// Put sentences and pictures of a result on the page. Pictures come from code that runs in a worker,
// and that code may have come by a link: only shapes and words pass.

import { enliven } from "./live-pictures.js";

const ELEMENTS = new Set(["svg", "g", "title", "rect", "text", "tspan", "path", "line", "polygon", "polyline",
  "circle", "ellipse", "div", "p", "figure", "figcaption", "details", "summary"]);
const REFUSED = /^(on|href$|src|xlink|srcdoc|action|id$)/i;

export function picture(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const element of [...parsed.querySelectorAll("*")]) {
    if (!ELEMENTS.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (REFUSED.test(name) || /url\(|expression|position/i.test(value)) element.removeAttribute(name);
    }
  }
  const box = make("div", "live-picture");
  box.append(...parsed.childNodes);
  enliven(box);
  return box;
}

// A sentence with `code` in it.
export function sentence(text, element = "p") {
  const box = document.createElement(element);
  text.split("`").forEach((part, number) => {
    if (number % 2) {
      const code = document.createElement("code");
      code.textContent = part;
      box.append(code);
    } else {
      box.append(part);
    }
  });
  return box;
}

export function printed(text, name = "What your code printed") {
  const box = make("details", "live-printed", { open: text.length < 400 });
  box.append(make("summary", "", { textContent: name }));
  box.append(make("pre", "", { tabIndex: 0, textContent: text }));
  return box;
}

export function make(name, className, properties = {}) {
  return Object.assign(document.createElement(name), { className, ...properties });
}
