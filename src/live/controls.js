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
  if (control.dataset.kind === "sizes") return writeSizes(control, listed(text));
  for (const field of fields(control)) {
    if (field.type === "radio") field.checked = field.value === text;
    else field.value = text;
    if (field.localName === "textarea") field.dispatchEvent(new Event("written"));
  }
  for (const slider of sliders(control)) follow(slider);
}

/** Whether a control can have what came as text, as far as its markup tells; Python looks again. @param {HTMLElement} control @param {string} text */
export function admits(control, text) {
  const found = fields(control);
  const { kind, least, most } = control.dataset;
  if (kind === "choice") return found.some((option) => option.value === text);
  if (kind === "expression" || kind === "code") return text.trim() !== "";
  const values = kind === "sizes" ? listed(text) : [text];
  if (kind === "sizes" && (values.length < Number(least) || values.length > Number(most))) return false;
  return values.every((value) => isWithin(found[0], value) && (kind === "number" || Number.isInteger(Number(value))));
}

/** @param {HTMLInputElement} field @param {string} text */
function isWithin({ min, max }, text) {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return false;
  return !(min && Number(text) < Number(min)) && !(max && Number(text) > Number(max));
}

/** @param {string} text */
function listed(text) {
  return text.split(/[\s,]+/).filter(Boolean);
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
      const label = field.getAttribute("aria-label") ?? ""; // sizes 2, and of its slider: sizes 2, slider
      field.setAttribute("aria-label", label.replace(/\d+(?=, slider$|$)/, String(count - 1)));
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
 * The values at which a slider stops, where Python says them: those of a wide range are laid out by ratio, so that 2 and
 * 2000 are both within reach. Such a slider counts its stops; any other has the field's own range.
 * @param {Element} slider
 */
function stopsOf(slider) {
  const stops = slider.closest("[data-control]")?.getAttribute("data-stops");
  return stops ? stops.split(" ") : null;
}

/** Keep a slider and its number field together. @param {HTMLInputElement} moved */
export function pair(moved) {
  if (moved.type !== "range") {
    const slider = /** @type {HTMLInputElement | null} */ (moved.parentElement?.querySelector("input[type=range]"));
    if (slider) follow(slider);
    return;
  }
  partner(moved).value = stopsOf(moved)?.[moved.valueAsNumber] ?? moved.value;
  speak(moved);
}

/** @param {HTMLInputElement} slider */
function follow(slider) {
  const { value, valueAsNumber } = partner(slider);
  if (Number.isNaN(valueAsNumber)) return;
  const above = stopsOf(slider)?.findIndex((stop) => Number(stop) > valueAsNumber);
  slider.value = above === undefined ? value : above < 0 ? slider.max : String(Math.max(above - 1, 0));
  speak(slider);
}

/** Let a slider that counts its stops say the value. @param {HTMLInputElement} slider */
function speak(slider) {
  if (stopsOf(slider)) slider.setAttribute("aria-valuetext", partner(slider).value);
}
