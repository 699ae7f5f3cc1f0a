// Drawings and tables come from Python as text. A reader's own code runs in the same worker and could send anything, so
// only what a drawing or a table is made of gets into the page.

const DRAWING = new Set(
  ("svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker clippath " +
    "lineargradient stop").split(" "),
);
const TABLE = new Set("table caption thead tbody tfoot tr th td code sub sup em strong".split(" "));

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

/** @param {string} text @param {Set<string>} names */
function admitted(text, names) {
  const parsed = new DOMParser().parseFromString(text, "text/html");
  for (const element of parsed.body.querySelectorAll("*")) {
    if (!names.has(element.localName.toLowerCase())) element.remove();
    for (const { name, value } of [...element.attributes]) if (!isHarmless(name, value)) element.removeAttribute(name);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

/** @param {string} name @param {string} value */
function isHarmless(name, value) {
  if (/^on|^style$/i.test(name)) return false;
  if (/href$|^src/i.test(name)) return value.startsWith("#");
  return !/url\(\s*(?!["']?#)/i.test(value);
}
