// An editor for Python: a text area, and in its place CodeMirror from its first use on.

export function edit(area, about, onRun) {
  let editor = plain(area, onRun);
  area.addEventListener("focus", async () => {
    if (!about.editor) return;
    // Where it cannot be loaded, the text area stays.
    const large = await import(`./runtime/${about.folder}/${about.editor}`).catch(() => undefined);
    if (large) editor = large.edit(area, onRun);
  }, { once: true });
  return { set: (text) => editor.set(text), focus: () => editor.focus() };
}

// Tab indents, Enter keeps the indent, Escape lets Tab leave.
function plain(area, onRun) {
  let leaving = false;
  const fit = () => { area.rows = Math.max(4, area.value.split("\n").length + 1); };
  area.addEventListener("input", fit);
  area.addEventListener("blur", () => { leaving = false; });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === "Escape") {
      leaving = true;
    } else if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      event.shiftKey ? dedent(area) : indent(area);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      insert(area, `\n${nextIndent(area)}`);
    } else if (event.key !== "Tab" && event.key !== "Shift") {
      leaving = false;
    }
  });
  fit();
  const set = (text) => {
    area.value = text;
    area.dispatchEvent(new Event("input"));
  };
  return { set, focus: () => area.focus() };
}

// `insertText` keeps the browser's undo.
function insert(area, text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }
}

function nextIndent(area) {
  const line = area.value.slice(0, area.selectionStart).split("\n").pop();
  return line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? "    " : "");
}

function wholeLines(area) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = area.selectionEnd;
  return { start, end, lines: area.value.slice(start, end).split("\n") };
}

function indent(area) {
  const { start, end, lines } = wholeLines(area);
  if (lines.length === 1) return insert(area, "    ");
  replace(area, start, end, lines.map((line) => (line ? `    ${line}` : line)));
}

function dedent(area) {
  const { start, end, lines } = wholeLines(area);
  replace(area, start, end, lines.map((line) => line.replace(/^ {1,4}/, "")));
}

function replace(area, start, end, lines) {
  const text = lines.join("\n");
  area.setSelectionRange(start, end);
  insert(area, text);
  area.setSelectionRange(lines.length === 1 ? start + text.length : start, start + text.length);
}
