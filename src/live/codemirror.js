// CodeMirror with Python, and no more of it than an exercise needs.
import "./styles.js"; // before any editor is made
import { acceptCompletion, autocompletion, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { localCompletionSource, python } from "@codemirror/lang-python";
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

/** What the editor's label says, for those who see. @param {boolean} goesOn whether there is a next cell to go on to */
function keys(goesOn) {
  const note = document.createElement("span");
  note.className = "om-keys";
  note.setAttribute("aria-hidden", "true");
  const runs = goesOn ? "Ctrl+Enter runs it, Shift+Enter goes on" : "Ctrl+Enter runs it";
  note.textContent = `${runs}, Tab completes. Esc, then Tab leaves.`;
  return note;
}

/**
 * Names are offered when somebody asks for them, by Tab behind one or by Ctrl+Space: those that the running Python knows,
 * and those in the text.
 * @param {(text: string) => Promise<string[]>} complete
 */
function completion(complete) {
  /** @param {import("@codemirror/autocomplete").CompletionContext} context */
  async function source(context) {
    const begun = context.matchBefore(/[\p{L}_][\p{L}\p{N}_.]*/u)?.text ?? "";
    const inText = localCompletionSource(context)?.options ?? [];
    const names = new Set([...(await complete(begun)), ...inText.map(({ label }) => label)]);
    const from = context.pos - (begun.split(".").pop() ?? "").length;
    return { from, options: [...names].map((label) => ({ label })), validFor: /^[\p{L}\p{N}_]*$/u };
  }
  return autocompletion({ override: [source], activateOnTyping: false, icons: false });
}

/** @param {EditorView} view */
function isBehindName({ state }) {
  const { empty, head } = state.selection.main;
  return empty && /[\p{L}\p{N}_.]/u.test(state.sliceDoc(Math.max(head - 1, 0), head));
}

/**
 * Who goes through a page by Tab gets through an editor as well: there Tab does something only once something has been
 * done. Behind a name it completes, as in Jupyter; elsewhere it indents.
 */
function tab() {
  let busy = false;
  /** @param {EditorView} view */
  const run = (view) => acceptCompletion(view) || (busy && (isBehindName(view) ? startCompletion : indentMore)(view));
  return [
    keymap.of([{ key: "Tab", run, shift: (view) => busy && indentLess(view) }]),
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
export function codeMirror(area, { run, runAndGoOn, changed, complete }) {
  const runs = ["Ctrl-Enter", "Cmd-Enter"].map((key) => ({ key, run: () => (run(), true) }));
  runs.push({ key: "Shift-Enter", run: () => ((runAndGoOn ?? run)(), true) });
  const label = area.getAttribute("aria-label") ?? "Python";
  const view = new EditorView({
    doc: area.value,
    extensions: [
      Prec.highest(keymap.of(runs)),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      tab(),
      completion(complete),
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
  area.closest("[data-live]")?.querySelector(".om-bar")?.append(keys(Boolean(runAndGoOn)));
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
