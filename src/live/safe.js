// Drawings and tables come from Python as text. A reader's own code runs in the same worker and could send anything, so
// only what a drawing or a table is made of gets into the page.

const DRAWING = (
  "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker clipPath linearGradient stop"
).split(" ");
const TABLE = "table caption thead tbody tfoot tr th td code sub sup em strong".split(" ");
const CALLED = new Set(
  ("url var calc min max clamp rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark " +
    "translate translatex translatey rotate scale scalex scaley skewx skewy matrix").split(" "),
);

/** @param {string} text @returns {DocumentFragment} */
export function drawing(text) {
  return admitted(text, DRAWING);
}

/** @param {string} text @returns {DocumentFragment} */
export function table(text) {
  const fragment = admitted(text, TABLE);
  fragment.querySelector("table")?.classList.add("om"); // as the site's own; Material dresses what has no class
  return fragment;
}

/** @param {string} text @param {string[]} names */
function admitted(text, names) {
  const { body } = new DOMParser().parseFromString(text, "text/html");
  // By the prototype's own method: in a form, a field named "remove" stands in its place.
  for (const stranger of body.querySelectorAll(`:not(${names})`)) Element.prototype.remove.call(stranger);
  for (const element of body.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) if (!isHarmless(name, value)) element.removeAttribute(name);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

/**
 * Attributes that are read as style sheets are, such as `fill`, may call the functions below; `url()` may name a part of
 * the drawing. With a backslash any name can be written so that it does not look like itself.
 * @param {string} name @param {string} value
 */
function isHarmless(name, value) {
  if (/^on|^style$/i.test(name)) return false;
  if (/href$|^src|action$/i.test(name)) return value.startsWith("#");
  if (/^(aria-|data-|class$|id$|role$|title$)/i.test(name)) return true; // text, never style
  if (value.includes("\\") || /url\(\s*(?!["']?#)/i.test(value)) return false;
  return [...value.matchAll(/([\w-]*)\(/g)].every(([, called]) => CALLED.has(called.toLowerCase()));
}
