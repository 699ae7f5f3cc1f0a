// Material notes how far a page is scrolled in the entry of the browser's history that is current, a moment after the last
// scroll. From the press on a link until the next page has come, that entry is the next page's already, which would then
// open in its middle: until then nothing is noted.

let shown = location.pathname;
const replace = history.replaceState.bind(history);

/** @param {any} state @param {string} unused @param {string | URL | null} [address] */
history.replaceState = (state, unused, address) => {
  if (address || location.pathname === shown) replace(state, unused, address);
};

/** A page has come. */
export function turned() {
  shown = location.pathname;
}
