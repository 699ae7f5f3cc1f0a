// An exercise: what the reader writes goes to its checker, which is Python and says what is wrong.
import { createEditor } from "./editor.js";
import { button, printed, words } from "./elements.js";
import { renew } from "./engine.js";
import { showProgress } from "./progress.js";
import { load, update } from "./store.js";
import { perform, say } from "./task.js";

const CHANGED = ["the task was reworded", "what it begins with has changed", "its tests have changed"];

/** @param {HTMLElement} root */
export function upgrade(root) {
  const name = root.dataset.exercise ?? "";
  const area = /** @type {HTMLTextAreaElement} */ (root.querySelector("textarea"));
  const starter = area.defaultValue;
  const { course = "", state = "" } = root.dataset;
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

  area.value = load().drafts[name] ?? starter;
  const news = name in load().drafts ? changes(load().versions[name], load().states[name]) : "";
  if (news) say(root, news);
  const editor = createEditor(area, { run: check, changed: keepDraft });

  function keepDraft() {
    const text = editor.text();
    update(({ drafts, versions, states }) => {
      if (text === starter) delete drafts[name];
      else [drafts[name], versions[name], states[name]] = [text, course, state];
    });
  }

  /** Say what has changed since a text was written. @param {string} [earlier] @param {string} [then] */
  function changes(earlier, then) {
    const now = state.split(" ");
    const changed = then?.split(" ").map((part, i) => part !== now[i] && CHANGED[i]).filter(Boolean) ?? [];
    const other = earlier && earlier !== course;
    if (!other && !changed.length) return "";
    const written = other ? `What you wrote was for version ${earlier} of the course; this is ${course}.` : "";
    const since = changed.length && `Since you wrote this, ${changed.join(", ")}. What you wrote is as it was.`;
    return [written, since || (then && "The task and its tests are the same.")].filter(Boolean).join(" ");
  }

  async function check() {
    if (root.hasAttribute("data-running")) return;
    root.toggleAttribute("data-running", true);
    const source = editor.text();
    const verdict = await perform(root, { kind: "check", name, source, attempt: load().tries[name] ?? 0 });
    root.toggleAttribute("data-running", false);
    if (!verdict) return show();
    if (verdict.altered) renew(); // it changed more than itself, and the next answer is to find all as it was
    if (source.trim() !== starter.trim()) update((now) => record(now, verdict));
    showProgress(document);
    show(verdict);
  }

  /** @param {import("./store.js").Stored} now @param {{passed: boolean, message: string}} verdict */
  function record({ tries, passed, messages, solved }, verdict) {
    tries[name] = (tries[name] ?? 0) + 1;
    [passed[name], messages[name]] = [verdict.passed, verdict.message];
    if (verdict.passed) solved[name] = true;
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
    const tried = load().tries[name] || warned || load().solved[name];
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
