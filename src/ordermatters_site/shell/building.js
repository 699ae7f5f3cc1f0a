// Added by `mkdocs serve` alone: shows what is being built, which the page cannot know, until the new page comes.
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
        note.textContent = await (await fetch("/ordermatters/building")).text();
      } catch {
        note.textContent = "mkdocs serve does not answer any more.";
      }
      if (note.textContent) document.body.append(note);
      else note.remove();
    }
    setTimeout(look, 1000);
  };
  look();
}
