// What a cell shows was made by its code and the code of cells above. When one of them is changed, that is said above it.

/** @typedef {{name: string, source: string}[]} Program */

/** @type {WeakMap<Element, Program>} */
const makers = new WeakMap();

/** Remember what made an output. @param {Element} output @param {Program} program */
export function madeBy(output, program) {
  makers.set(output, program);
}

/**
 * Say of an output whether it is older than what would make it now.
 * @param {Element | null} output @param {Program} built what made it, unless another program is remembered @param {Program} now
 */
export function compareWith(output, built, now) {
  if (!output?.childElementCount) return;
  const made = new Map((makers.get(output) ?? built).map(({ name, source }) => [name, source]));
  const changed = now.filter(({ name, source }) => made.get(name) !== source).map(({ name }) => name);
  output.querySelector(":scope > .om-older")?.remove();
  if (changed.length) output.prepend(older(changed[0], now[now.length - 1].name));
}

/** @param {string} changed @param {string} own */
function older(changed, own) {
  const note = document.createElement("p");
  note.className = "om-older om-quiet";
  note.textContent = changed === own ? "This is older than the code above it." : `This is older than ${changed}, which has changed.`;
  return note;
}
