// The editor of the exercises: CodeMirror for Python. Bundled into one file while the book is built.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

// Put an editor in the place of a text area; the text area stays, hidden, with the same text.
export function edit(area, onRun) {
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      selection: { anchor: Math.min(area.selectionStart, area.value.length) },
      extensions: [
        keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }]),
        keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
        lineNumbers(), history(), drawSelection(), highlightActiveLine(),
        EditorView.lineWrapping, python(), indentUnit.of("    "), indentOnInput(), bracketMatching(),
        syntaxHighlighting(classHighlighter),
        EditorView.contentAttributes.of({
          "aria-label": area.getAttribute("aria-label"),
          "aria-describedby": area.getAttribute("aria-describedby"),
          autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          area.value = update.state.doc.toString();
          area.dispatchEvent(new Event("input"));
        }),
      ],
    }),
  });
  const focused = document.activeElement === area;
  area.hidden = true;
  area.after(view.dom);
  if (focused) view.focus();
  return {
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
}
