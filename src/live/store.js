// What the reader's browser keeps of the exercises: which are solved, and what has been written so far. What was tried
// elsewhere on a page it keeps until the visit ends: a page that is read again on another day is as it was built.

// Several courses may share an origin: this one is told from the others by the folder that it is served from.
const KEY = `ordermatters ${new URL("../../../", import.meta.url).pathname}`;
const ONCE = "ordermatters"; // the key of earlier releases, read until something is kept under the new one

/** @typedef {{solved: Record<string, boolean>, drafts: Record<string, string>}} Kept */

/** @returns {Kept} */
export function kept() {
  try {
    const { solved, drafts } = JSON.parse(localStorage.getItem(KEY) ?? localStorage.getItem(ONCE) ?? "{}") ?? {};
    return { solved: entries(solved, "boolean"), drafts: entries(drafts, "string") };
  } catch {
    return { solved: {}, drafts: {} }; // nothing may be kept here, or it was damaged
  }
}

/** What is of the type that was kept; the rest is damaged, and ignored. @param {any} found @param {string} type */
function entries(found, type) {
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => typeof value === type));
}

/** @param {(kept: Kept) => void} change */
export function keep(change) {
  const now = kept();
  change(now);
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // Private windows and full discs: the exercise works all the same.
  }
}

/** What the reader wrote in a place of this page, during this visit. @param {string} place @returns {string | null} */
export function noted(place) {
  try {
    return sessionStorage.getItem(entry(place));
  } catch {
    return null;
  }
}

/** @param {string} place @param {string | null} text */
export function note(place, text) {
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
