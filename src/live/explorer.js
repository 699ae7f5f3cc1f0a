// An explorer: its controls go to Python as they stand, and what Python draws takes the place of what was there.
import { controlsOf, linkText, pair, read, resize, write } from "./controls.js";
import { createEditor } from "./editor.js";
import { isReady } from "./engine.js";
import { linkTo, showLinked } from "./links.js";
import { drawing, table } from "./safe.js";
import { perform, say } from "./task.js";

const PAUSE = 400; // milliseconds between two changes of the address; browsers refuse too many

/** @param {HTMLElement} root */
export function upgrade(root) {
  let changed = false;
  let drawing = false;
  let foreign = false; // code that came with the link waits for its reader's Run
  const follow = throttle(() => root.isConnected && linkTo(root)); // its reader may have turned to another page

  async function draw() {
    changed = true;
    if (drawing) return; // the values of then will be drawn after those of now, what was between them never
    drawing = root.toggleAttribute("data-running", true);
    let drawn = false;
    while (changed) {
      changed = false;
      drawn = await drawOnce(root);
    }
    drawing = root.toggleAttribute("data-running", false);
    if (drawn) follow();
  }

  function change() {
    if (!foreign) draw();
  }

  function run() {
    foreign = false;
    draw();
  }

  root.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.closest('[data-kind="code"]')) return; // code runs when its reader says so
    pair(field);
    change();
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    change(); // Enter in a field
  });
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const control = /** @type {HTMLElement | null} */ (button.closest("[data-control]"));
    const by = button.getAttribute("data-resize");
    if (control && by && resize(control, by === "1" ? 1 : -1)) change();
    if (button.dataset.act === "run") run();
    if (button.dataset.values) preset(JSON.parse(button.dataset.values));
  });
  followPointer(root, change);
  for (const area of root.querySelectorAll("textarea")) editCode(area, run);
  const { taken, refused } = showLinked(root);
  foreign = taken.some(isCode);
  announce(root, taken, refused);
  if (taken.length && isReady()) change(); // its reader comes back to it

  /** @param {Record<string, import("./controls.js").Value>} values */
  function preset(values) {
    const named = controlsOf(root).filter((control) => (control.dataset.control ?? "") in values);
    for (const control of named) write(control, values[control.dataset.control ?? ""]);
    if (named.some(isCode)) run(); // the page's own code, in the place of what came with the link
    else change();
  }
}

/** Say what came with the link, and what of it waits for Run. @param {HTMLElement} root @param {HTMLElement[]} taken @param {string[]} refused */
function announce(root, taken, refused) {
  const values = "These values came with the link and are not drawn yet.";
  const code =
    "Code came with the link and has not run. Read it before you run it: it can do here what a script of this site can, " +
    `such as send requests to ${location.host} in your name, and read or change what pages of ${location.host} keep in ` +
    "this browser’s databases and caches.";
  const sentences = [...(taken.length ? [taken.some(isCode) ? code : values] : []), ...refused];
  const place = part(root, "linked");
  place.hidden = !sentences.length;
  /** @type {HTMLElement} */ (place.querySelector("span")).textContent = sentences.join(" ");
  /** @type {HTMLElement} */ (place.querySelector("button")).hidden = !taken.length;
  age(root, taken.length > 0);
}

/** Whether what is drawn belongs to other values than those that are set. @param {HTMLElement} root @param {boolean} stale */
function age(root, stale) {
  root.toggleAttribute("data-stale", stale);
  part(root, "older").hidden = !stale;
}

/** @param {HTMLElement} control */
function isCode(control) {
  return control.dataset.kind === "code";
}

/** Do something at once, or after a pause if it has just been done. @param {() => void} act */
function throttle(act) {
  let last = -PAUSE;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  return () => {
    clearTimeout(waiting);
    const pause = Math.max(last + PAUSE - performance.now(), 0);
    const now = () => ((last = performance.now()), act());
    if (pause) waiting = setTimeout(now, pause);
    else now();
  };
}

/** @param {HTMLElement} root @returns {Promise<boolean>} whether there is something new to see */
async function drawOnce(root) {
  const values = Object.fromEntries(controlsOf(root).map((control) => [control.dataset.control, read(control)]));
  const drawn = await perform(root, { kind: "explore", name: root.dataset.explorer, values });
  age(root, Boolean(!drawn || drawn.error));
  if (drawn?.error) say(root, drawn.error);
  if (!drawn || drawn.error) return false;
  part(root, "linked").hidden = true;
  part(root, "figure").replaceChildren(drawing(drawn.svg));
  part(root, "table").firstElementChild?.replaceChildren(table(drawn.table_html));
  part(root, "verdict").textContent = drawn.verdict;
  return true;
}

/** @param {HTMLElement} root @param {string} name */
function part(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
}

/**
 * A part of a drawing may stand for a control: `data-sets="x"` with `data-from` and `data-to` follows the pointer from
 * its left to its right edge, with `data-value` it is pressed.
 * Python is not started by a pointer that only passes.
 * @param {HTMLElement} root @param {() => void} change
 */
function followPointer(root, change) {
  /** @param {PointerEvent | MouseEvent} event */
  function set(event) {
    const shape = /** @type {Element} */ (event.target).closest("[data-sets]");
    const control = controlsOf(root).find((other) => other.dataset.control === shape?.getAttribute("data-sets"));
    if (!shape || !control) return;
    const [value, from, to] = ["data-value", "data-from", "data-to"].map((name) => shape.getAttribute(name));
    if (event.type !== "click" && (value !== null || !isReady())) return;
    const { left, width } = shape.getBoundingClientRect();
    const across = Number(from) + ((Number(to) - Number(from)) * (event.clientX - left)) / width;
    const text = value ?? snapped(control, across);
    if (text === linkText(read(control))) return;
    write(control, text);
    change();
  }
  part(root, "figure").addEventListener("pointermove", set);
  part(root, "figure").addEventListener("click", set);
}

/** Round to a step of a control. @param {HTMLElement} control @param {number} value */
function snapped(control, value) {
  const field = /** @type {HTMLInputElement} */ (control.querySelector("input:not([type=range])"));
  const step = Number(field.step) || 1;
  const decimals = (field.step.split(".")[1] ?? "").length;
  const within = Math.min(Math.max(value, Number(field.min)), Number(field.max));
  return String(Number((Math.round(within / step) * step).toFixed(decimals)));
}

/** Code of the reader's own is drawn when they press Run. @param {HTMLTextAreaElement} area @param {() => void} draw */
function editCode(area, draw) {
  const editor = createEditor(area, { run: draw, changed: () => (area.value = editor.text()) });
  area.addEventListener("written", () => editor.set(area.value));
}
