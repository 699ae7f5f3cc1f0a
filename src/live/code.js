// What Material does with a block of code when it comes into view, put right for those who hear a page or go by keyboard.

// Code that is wider than its place scrolls by keyboard too, and who goes by keyboard has to reach it first. The observer
// looks when a browser has laid out the page anyway.
const widths = new ResizeObserver(entries => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

// Material wraps the button beside each block of code in a navigation, so that a screen reader would list as many.
const bars = new MutationObserver(() => {
  for (const bar of document.querySelectorAll(".md-code__nav:not([role])")) bar.setAttribute("role", "none");
});
bars.observe(document.body, { childList: true, subtree: true });

/** @param {ParentNode} place */
export function watchCode(place) {
  for (const code of place.querySelectorAll("pre > code")) widths.observe(code);
}
