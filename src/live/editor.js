// A textarea becomes an editor for Python when somebody first writes in it; where that cannot be had, it stays one.
import { ask, isReady } from "./engine.js";

/**
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} set
 * @property {(line: number | null) => void} mark marks a line that an error points to, counted from 1; `null`: none
 * @property {() => void} focus
 *
 * @typedef {object} Actions
 * @property {() => void} run what Ctrl-Enter does
 * @property {() => void} [runAndGoOn] what Shift-Enter does, if it is something else
 * @property {() => void} [changed] what follows a change
 *
 * @typedef {Actions & {complete: (text: string) => Promise<string[]>}} Events with how a name may go on
 */

/** How a dotted name may go on, as Python knows it; nothing while it has not started or is busy. @param {string} text @returns {Promise<string[]>} */
async function complete(text) {
  if (!isReady()) return [];
  return (await ask({ kind: "complete", text }).result.catch(() => ({}))).names ?? [];
}

/** @param {HTMLTextAreaElement} area @param {Actions} actions @returns {Editor} */
export function createEditor(area, actions) {
  let editor = plain(area, actions);
  async function grow() {
    try {
      const { codeMirror } = await import("./codemirror.js");
      editor = codeMirror(area, { ...actions, complete });
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

/** @param {HTMLTextAreaElement} area @param {Actions} actions @returns {Editor} */
function plain(area, { run, runAndGoOn, changed }) {
  area.addEventListener("input", () => changed?.());
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    (event.shiftKey && runAndGoOn ? runAndGoOn : run)();
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
