// A prediction: the reader's guess first, then the computed truth beside it.

/** @param {HTMLElement} root a form; the truth stands in what follows it, for those without a script */
export function upgrade(root) {
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const guess = String(new FormData(/** @type {HTMLFormElement} */ (root)).get("guess") ?? "").trim();
    const answer = /** @type {HTMLElement} */ (root.nextElementSibling?.querySelector("span"));
    if (guess) compare(root, guess, answer);
  });
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
