// What the reader's browser keeps of the exercises: which are solved, and what has been written so far.

const KEY = "ordermatters";

/** @typedef {{solved: Record<string, boolean>, drafts: Record<string, string>}} Kept */

/** @returns {Kept} */
export function kept() {
  try {
    return { solved: {}, drafts: {}, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { solved: {}, drafts: {} }; // nothing may be kept here, or it was damaged
  }
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

/** Forget everything. */
export function erase() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then there was nothing.
  }
}
