// A prediction: the reader's guess first, then the computed truth beside it.
import { agrees, readings, spelled } from "./numbers.js";
import { readNote, writeNote } from "./store.js";

/** @param {HTMLElement} root a form; the truth stands in what follows it, for those without a script */
export function upgrade(root) {
  const form = /** @type {HTMLFormElement} */ (root);
  const answer = /** @type {HTMLElement} */ (root.nextElementSibling?.querySelector("span"));
  const field = /** @type {HTMLInputElement | RadioNodeList} */ (form.elements.namedItem("guess"));
  const place = `guess ${root.dataset.predict}`;
  form.noValidate = true; // what is missing is told beside the field, and stays there
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const guess = field.value.trim();
    const objection = objectionTo(field, guess, answer);
    if (objection) return showVerdict(root, null, objection);
    writeNote(place, guess);
    compare(root, guess, answer);
  });
  const earlier = readNote(place);
  if (earlier === null) return;
  field.value = earlier;
  if (!objectionTo(field, field.value, answer)) compare(root, earlier, answer);
}

/**
 * Ask back where an answer is missing or cannot be read.
 * @param {HTMLInputElement | RadioNodeList} field @param {string} guess @param {HTMLElement} answer
 */
function objectionTo(field, guess, answer) {
  if (!guess && !(field instanceof HTMLInputElement)) return "Choose one of them first: the answer waits for your guess.";
  if (!guess) return "Write a guess first: the answer waits for it.";
  if (!(field instanceof HTMLInputElement)) return "";
  if (!readings(truthOf(answer)).length || readings(guess).length) return ""; // a truth in words is compared as such
  return `“${guess}” cannot be read as a number. Write it like 1,000,000 or 2.97, 10^6, 50*100*200 or 99%.`;
}

/** @param {HTMLElement} answer */
function truthOf(answer) {
  return (answer.textContent ?? "").trim();
}

/** @param {HTMLElement} root @param {string} guess @param {HTMLElement} answer */
function compare(root, guess, answer) {
  const truth = truthOf(answer);
  const right = isRight(guess, truth);
  if (right) return showVerdict(root, true, "Yes: ", strong(truth), ".");
  const found = "measured" in answer.dataset ? ". Measured: " : ". Computed: ";
  showVerdict(root, false, "You said ", strong(guess), understood(guess), found, strong(truth), ".");
}

/** The same number is the same answer, however it is written, and so are more of its digits. @param {string} guess @param {string} truth */
function isRight(guess, truth) {
  const [wanted] = readings(truth);
  if (wanted === undefined) return guess.toLowerCase() === truth.toLowerCase();
  const unit = truth.endsWith("%") && !/%|per\s?cent/i.test(guess) ? 0.01 : 1; // asked for percent
  return readings(guess).some((value) => agrees(value * unit, wanted, truth));
}

/** The number that was read, where that is not plain to see. @param {string} guess */
function understood(guess) {
  const [value] = readings(guess);
  const digits = guess.replace(/[,\s'’]/g, "").replace(/^[−–]/, "-");
  return value === undefined || Number(digits) === value ? "" : `, that is ${spelled(value)}`;
}

/** @param {HTMLElement} root @param {boolean | null} right @param {...(string | Node)} words */
function showVerdict(root, right, ...words) {
  const result = /** @type {HTMLElement} */ (root.querySelector("[data-result]"));
  result.replaceChildren(...words);
  if (right === null) delete result.dataset.right;
  else result.dataset.right = String(right);
}

/** @param {string} text */
function strong(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}
