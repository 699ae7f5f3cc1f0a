// A request on behalf of a live part of the page: its progress, its Stop button, and a sentence when it fails.
import { ask, NotStarted, watch } from "./engine.js";

const STOP_DELAY_MS = 300; // after which Stop is offered

/**
 * @param {HTMLElement} root the live part, with `data-status` for what is to be said and `data-act="stop"`
 * @param {object} message
 * @param {(text: string) => void} [output]
 * @returns {Promise<any>} the result; `null` if there is none, and then the page says why
 */
export async function perform(root, message, output) {
  const { result, stop } = ask(message, output);
  const button = /** @type {HTMLButtonElement | null} */ (root.querySelector('[data-act="stop"]'));
  const offering = setTimeout(() => button && (button.hidden = false), STOP_DELAY_MS);
  button?.addEventListener("click", stop);
  const unwatch = watch((state) => showState(root, state));
  try {
    const answer = await result;
    say(root, "");
    return answer;
  } catch (error) {
    unwatch();
    say(root, error instanceof NotStarted ? apology(error) : /** @type {Error} */ (error).message);
    return null;
  } finally {
    unwatch();
    clearTimeout(offering);
    button?.removeEventListener("click", stop);
    if (button) button.hidden = true;
  }
}

/** Say a sentence where a live part says such things. @param {HTMLElement} root @param {...(string | Node)} words */
export function say(root, ...words) {
  const status = root.querySelector("[data-status]");
  if (status) status.replaceChildren(...words);
}

/** @param {HTMLElement} root @param {import("./engine.js").State} state */
function showState(root, { phase, loaded, total }) {
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-status]"));
  if (phase === "ready") return say(root, "");
  if (phase === "absent") return;
  let bar = status.querySelector("progress");
  if (!bar) {
    bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Loading Python");
    const amount = document.createElement("span");
    amount.setAttribute("aria-hidden", "true"); // changing all the time; the bar says it on request
    say(root, "Loading Python, once for this visit ", bar, amount);
  }
  bar.max = total;
  bar.value = Math.min(loaded, total);
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  const amount = /** @type {HTMLElement} */ (status.querySelector("span"));
  amount.textContent =
    phase === "starting" ? " starting …" : ` ${megabytes(loaded)} of ${megabytes(total)} MB`;
}

/** @param {Error} error */
function apology(error) {
  const words = document.createElement("span");
  words.append(`Python cannot run here: ${error.message}. The page is complete without it`);
  const notebook = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[href$=".ipynb"]'));
  if (notebook) {
    const link = document.createElement("a");
    [link.href, link.download, link.textContent] = [notebook.href, "", "its notebook"];
    words.append(", and ", link, " runs everything");
  }
  words.append(".");
  return words;
}
