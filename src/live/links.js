// The state of an explorer in the address of its page, so that it can be sent to somebody:
// ?chain.dims=200,100,50,2 – what differs from the page as it was built, and nothing else.
import { controlsOf, linkText, read, write } from "./controls.js";

/**
 * Put values that came with the address into the controls; the reader decides when they are drawn.
 * @param {Element} root
 * @returns {HTMLElement[]} the controls whose values came so
 */
export function showLinked(root) {
  const linked = new URL(location.href).searchParams;
  const changed = controlsOf(root).filter((control) => {
    const text = linked.get(key(root, control));
    if (text === null || text === linkText(read(control))) return false;
    write(control, text);
    return true;
  });
  /** @type {HTMLElement} */ (root.querySelector("[data-linked]")).hidden = !changed.length;
  root.toggleAttribute("data-stale", changed.length > 0);
  return changed;
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
