// “Try it”: a cell of a lesson, changed and run in place, after the cells above it that it may need.
import { createEditor } from "./editor.js";
import { button, printed } from "./elements.js";
import { compareWith, madeBy } from "./older.js";
import { drawing } from "./safe.js";
import { readNote, writeNote } from "./store.js";
import { perform, say } from "./task.js";

/** @type {WeakMap<Element, import("./editor.js").Editor>} */
const editors = new WeakMap();

/** @param {HTMLElement} root */
export function upgrade(root) {
  opener(root)?.addEventListener("click", () => enter(root));
}

/** @param {HTMLElement} root */
function opener(root) {
  return /** @type {HTMLButtonElement | null} */ (root.querySelector('[data-act="try"]'));
}

/** Write in a cell: the first time, its code becomes an editor. @param {HTMLElement} root */
function enter(root) {
  const known = editors.get(root);
  if (known) return known.focus();
  const status = document.createElement("span");
  status.dataset.status = "";
  status.setAttribute("role", "status");
  /** @type {HTMLElement} */ (opener(root)).hidden = true;
  const editor = open(root);
  root.querySelector(".om-bar")?.append(
    button("run", "Run", () => run(root)),
    button("stop", "Stop", () => {}), // task.js listens
    button("reset", "Reset", () => reset(root)),
    status,
  );
  editor.focus();
  if (editor.text() === original(root)) return;
  say(root, "This is what you wrote. Reset brings back what was here.");
  markOlder();
}

/** Run a cell and go on to the next one, as Jupyter does. @param {HTMLElement} root */
function runAndGoOn(root) {
  run(root);
  const all = liveCells();
  const next = all[all.indexOf(root) + 1];
  if (!next) return;
  enter(next);
  next.scrollIntoView({ block: "nearest" });
}

function liveCells() {
  return [...document.querySelectorAll('[data-live="cell"]')].map((cell) => /** @type {HTMLElement} */ (cell));
}

/** Say of every output whether it is older than the cells that make it. */
function markOlder() {
  for (const cell of liveCells()) compareWith(shownOutput(cell), program(cell, original), program(cell, source));
}

/** The cell as it was built. @param {Element} root */
function original(root) {
  return (root.querySelector("pre code")?.textContent ?? "").replace(/\n$/, "");
}

/** @param {HTMLElement} root */
function place(root) {
  return `cell ${root.dataset.number}`;
}

/** @param {HTMLElement} root */
function open(root) {
  const block = /** @type {HTMLElement} */ (root.querySelector(".highlight"));
  const area = document.createElement("textarea");
  area.value = readNote(place(root)) ?? original(root);
  area.rows = area.value.split("\n").length;
  area.spellcheck = false;
  area.className = "om-area";
  area.setAttribute("aria-label", `Cell ${root.dataset.number}`);
  block.after(area);
  block.hidden = true;
  const editor = createEditor(area, { run: () => run(root), runAndGoOn: () => runAndGoOn(root), changed });
  function changed() {
    writeNote(place(root), editor.text() === original(root) ? null : editor.text());
    markOlder();
  }
  editors.set(root, editor);
  return editor;
}

/** @param {Element} root */
function source(root) {
  return editors.get(root)?.text() ?? original(root);
}

/**
 * What session.py runs: each cell that comes first, then this one, each after the statements it lacks otherwise.
 * @param {HTMLElement} root @param {(cell: Element) => string} sourceOf
 */
function program(root, sourceOf) {
  const before = (root.dataset.after ?? "").split(" ").filter(Boolean);
  const found = before.map((index) => document.querySelector(`[data-cell="${index}"]`));
  const cells = [];
  for (const cell of [...found, root]) {
    if (!(cell instanceof HTMLElement)) continue;
    const name = `cell ${cell.dataset.number}`;
    if (cell.dataset.first) cells.push({ name: `before ${name}`, source: cell.dataset.first });
    cells.push({ name, source: sourceOf(cell) });
  }
  return cells;
}

/** @param {HTMLElement} root */
async function run(root) {
  if (root.hasAttribute("data-running")) return;
  root.toggleAttribute("data-running", true);
  const editor = editors.get(root);
  editor?.mark(null);
  const { block, code } = printed();
  const output = outputOf(root);
  const cells = program(root, source);
  const begun = (/** @type {string} */ text) => {
    if (!block.isConnected) output.replaceChildren(block);
    code.append(text);
  };
  const result = await perform(root, { kind: "run", cells }, begun);
  if (!block.isConnected) output.replaceChildren();
  if (result?.error) {
    const mistake = printed();
    mistake.block.className = "om-error";
    mistake.code.textContent = result.error;
    output.append(mistake.block);
    if (result.cell === `cell ${root.dataset.number}`) editor?.mark(result.line);
  }
  if (result?.svg) output.append(figure(result.svg));
  if (result && !output.childNodes.length) output.append(nothing());
  root.toggleAttribute("data-running", false);
  madeBy(output, cells);
  markOlder();
}

/** @param {string} svg */
function figure(svg) {
  const frame = document.createElement("figure");
  frame.className = "om-figure";
  frame.append(drawing(svg));
  return frame;
}

function nothing() {
  const note = document.createElement("p");
  note.className = "om-quiet";
  note.textContent = "It ran, and shows nothing.";
  return note;
}

/** @param {HTMLElement} root */
function shownOutput(root) {
  const next = root.nextElementSibling;
  return next?.matches(".om-output") ? next : null;
}

/** The output that the page was built with, if the cell has one. @param {HTMLElement} root */
function builtOutput(root) {
  const next = root.nextElementSibling;
  return next instanceof HTMLElement && next.matches(".om-output:not([data-live-output])") ? next : null;
}

/** The place of the reader's own output, in the place of the one that was built. @param {HTMLElement} root */
function outputOf(root) {
  const next = root.nextElementSibling;
  if (next instanceof HTMLElement && next.hasAttribute("data-live-output")) return next;
  const built = builtOutput(root);
  const output = document.createElement("div");
  output.className = "om-output";
  output.dataset.liveOutput = "";
  output.setAttribute("role", "region");
  output.setAttribute("aria-label", `What cell ${root.dataset.number} shows`);
  root.after(output);
  if (built) built.hidden = true;
  return output;
}

/** @param {HTMLElement} root */
function reset(root) {
  const editor = editors.get(root);
  editor?.set(original(root));
  editor?.mark(null);
  say(root, "");
  const output = root.nextElementSibling;
  if (!output?.hasAttribute("data-live-output")) return;
  output.remove();
  const built = builtOutput(root);
  if (built) built.hidden = false;
  markOlder();
}
