// The one script that every page loads, and all of it that is needed before anybody has asked for anything: small.
// The editor comes when a reader first writes, Python when something is first run.
import * as cell from "./cell.js";
import { watchCode } from "./code.js";
import { button } from "./elements.js";
import * as exercise from "./exercise.js";
import * as explorer from "./explorer.js";
import * as prediction from "./prediction.js";
import * as progress from "./progress.js";
import { load, update } from "./store.js";
import { turned } from "./turning.js";

/** @type {Record<string, (root: HTMLElement) => void>} */
const upgrades = {
  cell: cell.upgrade,
  exercise: exercise.upgrade,
  explorer: explorer.upgrade,
  "hand-in": offerHandIn,
  prediction: prediction.upgrade,
  lecture: offerLecture,
  progress: progress.upgrade,
};
/** @type {WeakSet<Element>} */
const upgraded = new WeakSet();

/** A link that shows its lesson in parts, as in a lecture hall; what does so comes when it is pressed. @param {HTMLElement} link */
function offerLecture(link) {
  const article = /** @type {HTMLElement} */ (link.closest("article"));
  const begin = async () => (await import("./lecture.js")).begin(article, button);
  link.hidden = false;
  link.addEventListener("click", begin);
  if ("lecture" in document.documentElement.dataset) begin(); // turned to from a lesson that was shown so
}

/** A form that hands in what this browser keeps; what writes the file comes when it is pressed. @param {HTMLElement} form */
function offerHandIn(form) {
  /** @type {HTMLInputElement} */ (form.querySelector("input")).value = load().student;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    (await import("./hand_in.js")).handIn(form, { load, update });
  });
}

function visit() {
  turned();
  for (const root of document.querySelectorAll("[data-live]")) {
    if (!(root instanceof HTMLElement) || upgraded.has(root)) continue;
    upgraded.add(root);
    upgrades[root.dataset.live ?? ""]?.(root);
  }
  progress.showProgress(document);
  watchCode(document);
}

// Material exchanges pages without a reload, and offers scripts of a site this stream of documents; scripts and the
// reader's Python stay. Its own script may come later than this one. Other themes load every page afresh.
const follow = () => /** @type {any} */ (window).document$?.subscribe(visit);
visit();
follow();
addEventListener("themestart", follow);
