// CodeMirror with Python, and no more of it than an exercise needs.
import "./styles.js"; // before any editor is made
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const markLine = StateEffect.define();
const marked = Decoration.line({ class: "om-bad-line" });
const markedLine = StateField.define({
  create: () => Decoration.none,
  update(lines, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const { doc } = transaction.state;
      if (effect.value === null || effect.value < 1 || effect.value > doc.lines) return Decoration.none;
      return Decoration.set([marked.range(doc.line(effect.value).from)]);
    }
    return transaction.docChanged ? Decoration.none : lines;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What the editor's label says, for those who see. */
function keys() {
  const note = document.createElement("span");
  note.className = "om-keys";
  note.setAttribute("aria-hidden", "true");
  note.textContent = "Ctrl+Enter runs it. Esc, then Tab leaves.";
  return note;
}

/**
 * Who goes through a page by Tab gets through an editor as well: there Tab indents only once something has been done.
 */
function tab() {
  let busy = false;
  return [
    keymap.of([{ key: "Tab", run: (view) => busy && indentMore(view), shift: (view) => busy && indentLess(view) }]),
    EditorView.domEventHandlers({ blur: () => void (busy = false) }),
    EditorView.updateListener.of(({ transactions }) => {
      busy ||= transactions.some((transaction) => transaction.annotation(Transaction.userEvent));
    }),
  ];
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {import("./editor.js").Events} events
 * @returns {import("./editor.js").Editor}
 */
export function codeMirror(area, { run, changed }) {
  const act = () => (run(), true);
  const runs = ["Ctrl-Enter", "Cmd-Enter", "Shift-Enter"].map((key) => ({ key, run: act }));
  const label = area.getAttribute("aria-label") ?? "Python";
  const view = new EditorView({
    doc: area.value,
    extensions: [
      Prec.highest(keymap.of(runs)),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      tab(),
      history(),
      drawSelection(),
      python(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      bracketMatching(),
      syntaxHighlighting(classHighlighter),
      markedLine,
      EditorView.contentAttributes.of({ "aria-label": `${label}. Escape, then Tab leaves the editor.`, tabindex: "0" }),
      EditorView.updateListener.of((update) => update.docChanged && changed?.()),
    ],
  });
  const focused = document.activeElement === area;
  const { selectionStart } = area;
  area.hidden = true;
  area.after(view.dom);
  area.closest("[data-live]")?.querySelector(".om-bar")?.append(keys());
  if (focused) {
    view.dispatch({ selection: { anchor: Math.min(selectionStart, view.state.doc.length) } });
    view.focus();
  }
  return {
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    mark: (line) => view.dispatch({ effects: markLine.of(line) }),
    focus: () => view.focus(),
  };
}
