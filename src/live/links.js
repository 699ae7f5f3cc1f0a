// The state of an explorer in the address of its page, so that it can be sent to somebody:
// ?chain.dims=200,100,50,2 – what differs from the page as it was built, and nothing else.
import { admits, controlsOf, linkText, read, write } from "./controls.js";

/**
 * Put values that came with the address into the controls; the reader decides when they are drawn.
 * @param {Element} root
 * @returns {{taken: HTMLElement[], refused: string[]}} the controls whose values came so, and what else came, in sentences
 */
export function showLinked(root) {
  const linked = new URL(location.href).searchParams;
  const taken = [];
  const refused = [];
  for (const control of controlsOf(root)) {
    const text = linked.get(key(root, control));
    const now = linkText(read(control));
    if (text === null || text === now) continue;
    if (!admits(control, text)) {
      refused.push(`${named(control)} cannot be ${shortened(text)} and stays ${now}.`);
      continue;
    }
    write(control, text);
    taken.push(control);
  }
  return { taken, refused };
}

/** @param {HTMLElement} control */
function named(control) {
  return `“${control.querySelector("legend, label")?.textContent?.trim()}”`;
}

/** @param {string} text */
function shortened(text) {
  return text.trim() ? (text.length > 40 ? `${text.slice(0, 39)}…` : text) : "nothing";
}

/** Bring the address up to date with an explorer. @param {Element} root */
export function linkTo(root) {
  const address = new URL(location.href);
  for (const control of controlsOf(root)) {
    const text = linkText(read(control));
    if (text === control.dataset.built) address.searchParams.delete(key(root, control));
    else address.searchParams.set(key(root, control), text);
  }
  address.search = address.search.replaceAll("%2C", ","); // a list of sizes that can be read
  history.replaceState(history.state, "", address);
}

/** @param {Element} root @param {HTMLElement} control */
function key(root, control) {
  return `${root.getAttribute("data-explorer")}.${control.dataset.control}`;
}
