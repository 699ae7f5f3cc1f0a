// A textarea becomes an editor for Python when somebody first writes in it; where that cannot be had, it stays one.

/**
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} set
 * @property {(line: number | null) => void} mark marks a line that an error points to, counted from 1; `null`: none
 * @property {() => void} focus
 *
 * @typedef {{run: () => void, changed?: () => void}} Events what Ctrl-Enter does, and what follows a change
 */

/** @param {HTMLTextAreaElement} area @param {Events} events @returns {Editor} */
export function edited(area, events) {
  let editor = plain(area, events);
  async function grow() {
    try {
      const { codeMirror } = await import("./codemirror.js");
      editor = codeMirror(area, events);
    } catch {
      area.addEventListener("focus", grow, { once: true }); // the network may be back next time
    }
  }
  area.addEventListener("focus", grow, { once: true });
  return {
    text: () => editor.text(),
    set: (text) => editor.set(text),
    mark: (line) => editor.mark(line),
    focus: () => editor.focus(),
  };
}

/** @param {HTMLTextAreaElement} area @param {Events} events @returns {Editor} */
function plain(area, { run, changed }) {
  area.addEventListener("input", () => changed?.());
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    run();
  });
  return {
    text: () => area.value,
    set: (text) => {
      area.value = text;
      changed?.();
    },
    mark: () => {},
    focus: () => area.focus(),
  };
}
