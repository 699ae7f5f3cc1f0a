// A lesson in a lecture hall: larger, one part at a time, turned by keys. A part begins at a heading, and after a
// prediction, so that what follows the question comes only when it is asked for. Everything live on the page stays so.

const ON = new Set(["ArrowRight", "PageDown", " "]);
const BACK = new Set(["ArrowLeft", "PageUp"]);
const page = document.documentElement;

/** @typedef {{elements: HTMLElement[], continues: boolean}} Part */

/** Take what stands in an article apart. @param {HTMLElement} article @returns {Part[]} */
function partsOf(article) {
  /** @type {Part[]} */
  const parts = [{ elements: [], continues: false }];
  let asked = false;
  for (const element of article.children) {
    if (!(element instanceof HTMLElement)) continue;
    if (element.matches("h2")) parts.push({ elements: [], continues: false });
    else if (asked) parts.push({ elements: [], continues: true });
    parts[parts.length - 1].elements.push(element);
    asked = element.matches("[data-predict], :has([data-predict])");
  }
  return parts;
}

/** Whether a key belongs to what has the focus: a field, a slider, an editor, a button. @param {EventTarget | null} target @param {string} key */
function isTaken(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select") || (key === " " && target.matches("button, summary, a"));
}

/**
 * The row of buttons at the foot, for who has no keys.
 * @param {(by: number) => void} turn @param {() => void} end @param {typeof import("./elements.js").button} button
 */
function rowOfButtons(turn, end, button) {
  const row = document.createElement("nav");
  row.className = "om-lecture-row";
  row.setAttribute("aria-label", "Lecture");
  const place = document.createElement("span");
  place.setAttribute("aria-live", "polite");
  row.append(button("back", "←", () => turn(-1)), place, button("on", "→", () => turn(1)), button("end", "Leave", end));
  row.children[0].setAttribute("aria-label", "The part before");
  row.children[2].setAttribute("aria-label", "The next part");
  return { row, place };
}

/**
 * Begin at the part that is in view. Buttons are made by who calls: what two scripts import would be a third file of the
 * first visit.
 * @param {HTMLElement} article @param {typeof import("./elements.js").button} button
 */
export function begin(article, button) {
  const parts = partsOf(article);
  const left = new AbortController();
  const inView = parts.findLastIndex(({ elements }) => elements[0]?.getBoundingClientRect().top <= innerHeight / 2);
  let now = Math.max(0, inView);
  const turn = (/** @type {number} */ by) => show(Math.min(Math.max(now + by, 0), parts.length - 1));
  const { row, place } = rowOfButtons(turn, end, button);

  function show(/** @type {number} */ next) {
    now = next;
    const first = parts.findLastIndex((part, i) => i <= now && !part.continues);
    parts.forEach(({ elements }, i) => elements.forEach((element) => element.toggleAttribute("data-away", i < first || i > now)));
    place.textContent = `${now + 1} of ${parts.length}`;
    if (now > first) parts[now].elements[0].scrollIntoView({ block: "start" });
    else scrollTo(0, 0);
  }

  function end() {
    left.abort();
    row.remove();
    delete page.dataset.lecture;
    for (const { elements } of parts) elements.forEach((element) => element.removeAttribute("data-away"));
    parts[now].elements[0]?.scrollIntoView();
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    if (event.key === "Escape") return end();
    const by = ON.has(event.key) ? 1 : BACK.has(event.key) ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    turn(by);
  }, { signal: left.signal });
  page.dataset.lecture = "";
  document.body.append(row);
  show(now);
}
