// A prediction: the reader's guess first, then the computed truth beside it.
import { note, noted } from "./store.js";

/** @param {HTMLElement} root a form; the truth stands in what follows it, for those without a script */
export function upgrade(root) {
  const answer = /** @type {HTMLElement} */ (root.nextElementSibling?.querySelector("span"));
  const place = `guess ${root.dataset.predict}`;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const guess = String(new FormData(/** @type {HTMLFormElement} */ (root)).get("guess") ?? "").trim();
    if (!guess) return;
    note(place, guess);
    compare(root, guess, answer);
  });
  const earlier = noted(place);
  if (earlier === null) return;
  const field = /** @type {HTMLFormElement} */ (root).elements.namedItem("guess");
  /** @type {HTMLInputElement | RadioNodeList} */ (field).value = earlier;
  compare(root, earlier, answer);
}

/** @param {HTMLElement} root @param {string} guess @param {HTMLElement} answer */
function compare(root, guess, answer) {
  const truth = answer.textContent ?? "";
  const result = /** @type {HTMLElement} */ (root.querySelector("[data-result]"));
  const right = plain(guess) === plain(truth);
  result.replaceChildren(right ? "Yes: " : "You said ", strong(right ? truth : guess));
  if (!right) result.append("measured" in answer.dataset ? ". Measured: " : ". Computed: ", strong(truth));
  result.append(".");
  result.dataset.right = String(right);
}

/** The same number is the same answer, however it is written. @param {string} text */
function plain(text) {
  const digits = text.replace(/[,\s'’\u202f\u00a0]/g, "").replace("−", "-");
  return digits !== "" && !Number.isNaN(Number(digits)) ? String(Number(digits)) : text.trim().toLowerCase();
}

/** @param {string} text */
function strong(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}
