// The controls of an explorer, generic: what Python says of a control is in its markup, its value comes out as JSON.

/** @typedef {string | number | number[]} Value */

/** @param {Element} root @returns {HTMLElement[]} */
export function controlsOf(root) {
  return [...root.querySelectorAll("[data-control]")].map((element) => /** @type {HTMLElement} */ (element));
}

/** @param {Element} control @returns {HTMLInputElement[]} */
function fields(control) {
  return [...control.querySelectorAll("input:not([type=range]), select, textarea")].map(
    (field) => /** @type {HTMLInputElement} */ (field),
  );
}

/** Read what a control says; what is no number is handed on as it stands, for Python to name. @param {HTMLElement} control @returns {Value} */
export function read(control) {
  const [field] = fields(control);
  switch (control.dataset.kind) {
    case "whole":
    case "number":
      return number(field);
    case "sizes":
      return fields(control).map((size) => /** @type {number} */ (number(size)));
    case "choice":
      return (fields(control).find((option) => option.checked) ?? field).value;
    default:
      return field.value;
  }
}

/** @param {HTMLInputElement} field */
function number(field) {
  return Number.isNaN(field.valueAsNumber) ? field.value : field.valueAsNumber;
}

/** Set a control to a value, or to the text of one in an address. @param {HTMLElement} control @param {Value} value */
export function write(control, value) {
  const text = linkText(value);
  if (control.dataset.kind === "sizes") return writeSizes(control, text.split(/[\s,]+/).filter(Boolean));
  for (const field of fields(control)) {
    if (field.type === "radio") field.checked = field.value === text;
    else field.value = text;
    if (field.localName === "textarea") field.dispatchEvent(new Event("written"));
  }
  for (const slider of sliders(control)) follow(slider);
}

/** @param {Value} value */
export function linkText(value) {
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** @param {HTMLElement} control @param {string[]} sizes */
function writeSizes(control, sizes) {
  while (fields(control).length < sizes.length && resize(control, 1));
  while (fields(control).length > sizes.length && resize(control, -1));
  fields(control).forEach((field, i) => (field.value = sizes[i] ?? field.value));
  for (const slider of sliders(control)) follow(slider);
}

/** Add a size at the end, or take the last one away, within what the control admits. @param {HTMLElement} control @param {1 | -1} by */
export function resize(control, by) {
  const sizes = [...control.querySelectorAll("[data-size]")];
  const count = sizes.length + by;
  if (count < Number(control.dataset.least) || count > Number(control.dataset.most)) return false;
  const last = sizes[sizes.length - 1];
  if (by < 0) {
    last.remove();
  } else {
    const added = /** @type {Element} */ (last.cloneNode(true));
    last.after(added);
    for (const field of added.querySelectorAll("input")) {
      field.setAttribute("aria-label", (field.getAttribute("aria-label") ?? "").replace(/\d+$/, String(count - 1)));
    }
  }
  for (const button of control.querySelectorAll("button[data-resize]")) {
    const next = count + Number(button.getAttribute("data-resize"));
    const admitted = next >= Number(control.dataset.least) && next <= Number(control.dataset.most);
    /** @type {HTMLButtonElement} */ (button).disabled = !admitted;
  }
  return true;
}

/** @param {Element} control @returns {HTMLInputElement[]} */
function sliders(control) {
  return [...control.querySelectorAll("input[type=range]")].map((slider) => /** @type {HTMLInputElement} */ (slider));
}

/** @param {HTMLInputElement} slider */
function partner(slider) {
  return /** @type {HTMLInputElement} */ (slider.parentElement?.querySelector("input:not([type=range])"));
}

/**
 * Keep a slider and its number field together. A wide range of whole numbers is laid out by ratio, so that 2 and 2000
 * are both within reach: the slider then runs from 0 to 1 and the field's limits say from where to where.
 * @param {HTMLInputElement} moved
 */
export function pair(moved) {
  if (moved.type !== "range") {
    const slider = /** @type {HTMLInputElement | null} */ (moved.parentElement?.querySelector("input[type=range]"));
    if (slider) follow(slider);
    return;
  }
  const field = partner(moved);
  const [least, most] = [Number(field.min), Number(field.max)];
  const byRatio = () => Math.round(least * (most / least) ** moved.valueAsNumber);
  field.value = moved.hasAttribute("data-by-ratio") ? String(byRatio()) : moved.value;
}

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/**
 * An arrow key on a slider that is laid out by ratio: a hundredth of its way, and by 1 at least, or small values would
 * not move at all.
 * @param {KeyboardEvent} event @returns {boolean} whether it was one
 */
export function pressed(event) {
  const slider = /** @type {HTMLInputElement} */ (event.target);
  const by = STEPS[event.key];
  if (!by || !slider.matches("[data-by-ratio]")) return false;
  event.preventDefault();
  const field = partner(slider);
  const [value, least, most] = [field.valueAsNumber, Number(field.min), Number(field.max)];
  const away = Math.max(Math.abs(Math.round(value * (most / least) ** (by / 100)) - value), 1);
  field.value = String(Math.min(Math.max(value + by * away, least), most));
  follow(slider);
  return true;
}

/** @param {HTMLInputElement} slider */
function follow(slider) {
  const field = partner(slider);
  if (Number.isNaN(field.valueAsNumber)) return;
  const [least, most] = [Number(field.min), Number(field.max)];
  const ratio = Math.log(field.valueAsNumber / least) / Math.log(most / least);
  slider.value = slider.hasAttribute("data-by-ratio") ? String(ratio) : field.value;
}
