// What the reader's browser keeps of the exercises: which are solved, and what has been written so far. What was tried
// elsewhere on a page it keeps until the visit ends: a page that is read again on another day is as it was built.

// Several courses may share an origin: this one is told from the others by the folder that it is served from.
const KEY = `ordermatters ${new URL("../../../", import.meta.url).pathname}`;
const ONCE = "ordermatters"; // the key of earlier releases, read until something is kept under the new one

/**
 * @typedef {object} Stored by the names of exercises
 * @property {Record<string, boolean>} solved whether it was ever solved
 * @property {Record<string, string>} drafts the text, where it is not the starter
 * @property {Record<string, string>} versions the version of the course that a draft was written for
 * @property {Record<string, string>} states what was asked then, and how it was checked, as `data-state` names it
 * @property {Record<string, number>} tries how often a text of the reader's own was checked
 * @property {Record<string, boolean>} passed the last verdict
 * @property {Record<string, string>} messages and what it said
 * @property {string} student the name under which answers are handed in
 */

/** @returns {Stored} */
export function load() {
  let found;
  try {
    found = JSON.parse(localStorage.getItem(KEY) ?? localStorage.getItem(ONCE) ?? "{}");
  } catch {
    // Nothing may be kept here, or it was damaged.
  }
  const { solved, drafts, versions, states, tries, passed, messages, student } = found ?? {};
  return {
    solved: entries(solved, "boolean"),
    drafts: entries(drafts, "string"),
    versions: entries(versions, "string"),
    states: entries(states, "string"),
    tries: entries(tries, "number"),
    passed: entries(passed, "boolean"),
    messages: entries(messages, "string"),
    student: typeof student === "string" ? student : "",
  };
}

/** What is of the type that was kept; the rest is damaged, and ignored. @param {any} found @param {string} type */
function entries(found, type) {
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => typeof value === type));
}

/** @param {(stored: Stored) => void} change */
export function update(change) {
  const now = load();
  change(now);
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // Private windows and full discs: the exercise works all the same.
  }
}

/** What the reader wrote in a place of this page, during this visit. @param {string} place @returns {string | null} */
export function readNote(place) {
  try {
    return sessionStorage.getItem(entry(place));
  } catch {
    return null;
  }
}

/** @param {string} place @param {string | null} text */
export function writeNote(place, text) {
  try {
    if (text === null) sessionStorage.removeItem(entry(place));
    else sessionStorage.setItem(entry(place), text);
  } catch {
    // As above.
  }
}

/** @param {string} place */
function entry(place) {
  return `${KEY} ${location.pathname} ${place}`;
}

/** Forget everything. */
export function erase() {
  try {
    localStorage.setItem(KEY, "{}"); // rather than nothing, or what an earlier release kept would come back
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(`${KEY} `)) sessionStorage.removeItem(name);
  } catch {
    // Then there was nothing.
  }
}
