// Which exercises are solved, on every page that shows one, and on the page that shows them all.
import { erase, load } from "./store.js";

/** @param {ParentNode} page */
export function showProgress(page) {
  const { solved } = load();
  for (const mark of page.querySelectorAll("[data-solved]")) {
    /** @type {HTMLElement} */ (mark).hidden = !solved[mark.getAttribute("data-solved") ?? ""];
  }
  for (const count of page.querySelectorAll("[data-count]")) {
    const names = (count.getAttribute("data-count") ?? "").split(" ");
    const done = names.filter((name) => solved[name]).length;
    count.textContent = `${done} of ${names.length} solved in this browser.`;
  }
}

/** @param {HTMLElement} root */
export function upgrade(root) {
  const button = root.querySelector("button");
  let asked = false;
  button?.addEventListener("click", () => {
    button.textContent = asked ? "Erased" : "Erase what is solved and what is written? Press again";
    if (asked) {
      for (const exercise of document.querySelectorAll("[data-exercise]")) exercise.dispatchEvent(new Event("erased"));
      erase();
      showProgress(document);
    }
    asked = !asked;
  });
}
