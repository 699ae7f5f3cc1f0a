// An exercise: what the reader writes goes to its checker, which is Python and says what is wrong.
import { edited } from "./editor.js";
import { button, printed, words } from "./elements.js";
import { showProgress } from "./progress.js";
import { keep, kept } from "./store.js";
import { perform, say } from "./task.js";

/** @param {HTMLElement} root */
export function upgrade(root) {
  const name = root.dataset.exercise ?? "";
  const area = /** @type {HTMLTextAreaElement} */ (root.querySelector("textarea"));
  const starter = area.defaultValue;
  let attempts = 0;
  let warned = false;

  const bar = /** @type {HTMLElement} */ (root.querySelector(".om-bar"));
  const act = (/** @type {string} */ what) => /** @type {HTMLButtonElement} */ (bar.querySelector(`[data-act="${what}"]`));
  act("check").addEventListener("click", check);
  act("check").after(button("stop", "Stop", () => {})); // task.js listens
  act("reset").addEventListener("click", () => {
    editor.set(starter);
    show();
  });
  act("solution")?.addEventListener("click", giveAway); // a site may offer none
  root.addEventListener("erased", () => editor.set(starter));

  area.value = kept().drafts[name] ?? starter;
  const editor = edited(area, { run: check, changed: keepDraft });

  function keepDraft() {
    const text = editor.text();
    keep(({ drafts }) => (text === starter ? delete drafts[name] : (drafts[name] = text)));
  }

  async function check() {
    if (root.hasAttribute("data-running")) return;
    root.toggleAttribute("data-running", true);
    const source = editor.text();
    const verdict = await perform(root, { kind: "check", name, source, attempt: attempts });
    root.toggleAttribute("data-running", false);
    if (!verdict) return show();
    if (source.trim() !== starter.trim()) attempts += 1;
    if (verdict.passed) keep((now) => (now.solved[name] = true));
    showProgress(document);
    show(verdict);
  }

  /** @param {{passed: boolean, message: string}} [verdict] none takes the last one away */
  function show(verdict) {
    const place = /** @type {HTMLElement} */ (root.querySelector("[data-verdict]"));
    place.className = verdict ? `om-judged om-judged--${verdict.passed ? "right" : "wrong"}` : "";
    place.replaceChildren();
    if (!verdict) return;
    const sentence = document.createElement("p");
    sentence.append(...words(verdict.message));
    place.append(sentence);
  }

  async function giveAway() {
    const tried = attempts > 0 || warned || kept().solved[name];
    warned = true;
    if (!tried) return say(root, "You have not tried yet, and trying is how it sticks. Press again to see it anyway.");
    const answer = await perform(root, { kind: "solution", name });
    if (!answer) return;
    const { block, code } = printed();
    code.textContent = answer.solution.trim();
    const title = document.createElement("p");
    title.textContent = "One way to write it:";
    /** @type {HTMLElement} */ (root.querySelector("[data-solution]")).replaceChildren(title, block);
  }
}
