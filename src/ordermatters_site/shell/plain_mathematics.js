// Render the TeX that pymdownx.arithmatex leaves between \( and \) or \[ and \].
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".arithmatex")) {
    const tex = place.textContent.trim();
    katex.render(tex.slice(2, -2), place, {
      displayMode: tex.startsWith("\\["),
      macros: MACROS,
      throwOnError: false,
      trust: ({ command }) => command === "\\htmlClass",
      strict: false,
    });
  }
});
