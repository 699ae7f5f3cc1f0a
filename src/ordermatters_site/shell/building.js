// Added by `mkdocs serve` alone: shows what runs and what is built, which the page cannot know, takes in what has changed
// of the page, and stays where its reader is.
if (!window.orderMattersBuilding) {
  window.orderMattersBuilding = document.createElement("p");
  const note = window.orderMattersBuilding;
  note.setAttribute("role", "status");
  note.style.cssText =
    "position: fixed; inset: auto 0 0 0; z-index: 99; margin: 0; padding: .5rem 1rem; font-size: .7rem;" +
    "background: var(--md-code-bg-color, #eee); color: var(--md-code-fg-color, #222); border-top: 1px solid";

  const look = async () => {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch("/ordermatters/building?page=" + encodeURIComponent(location.pathname));
        note.textContent = await answer.text();
        const here = document.querySelector("[data-om-state]")?.dataset.omState;
        const there = answer.headers.get("X-Page");
        if (here && there && here !== there) {
          history.scrollRestoration = "manual"; // the browser's own would come later, and go by what stood above before
          location.reload();
        }
      } catch {
        note.textContent = "mkdocs serve does not answer any more.";
      }
      if (note.textContent) document.body.append(note);
      else note.remove();
    }
    setTimeout(look, 1000);
  };
  look();

  // Outputs that came in above would push aside what is being read: what stood in view stands there again.
  const KEY = "order-matters-in-view";
  const read = () => document.querySelector("article") ?? document.body; // not every theme has an article
  const blocks = () => [...read().querySelectorAll("h1, h2, h3, p, pre, li, td, figure")];
  const name = (block) => block.tagName + block.textContent.trim().slice(0, 120);
  window.addEventListener("pagehide", () => {
    const inView = blocks()
      .map((block) => [name(block), block.getBoundingClientRect().top])
      .filter(([text, top]) => text.length > 12 && top >= 0 && top < innerHeight);
    const kept = { path: location.pathname, scrolled: scrollY, inView: inView.slice(0, 12) };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  });
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (kept.path !== location.pathname || !kept.scrolled) return;
    const now = new Map(blocks().map((block) => [name(block), block]));
    const [text, top] = kept.inView.find(([text]) => now.has(text)) ?? [];
    const target = text ? scrollY + now.get(text).getBoundingClientRect().top - top : kept.scrolled;
    scrollTo({ top: target, behavior: "instant" });
  };
  if (performance.getEntriesByType("navigation")[0]?.type === "reload") {
    restore();
    const settle = () => {
      restore();
      history.scrollRestoration = "auto";
    };
    addEventListener("load", () => setTimeout(settle, 50));
  }
}
