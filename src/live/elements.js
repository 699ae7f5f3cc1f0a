// Small pieces of a page.

/** @param {string} act @param {string} label @param {() => void} press @returns {HTMLButtonElement} */
export function button(act, label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.act = act;
  made.textContent = label;
  made.className = "om-act";
  if (act === "stop") made.hidden = true; // until something runs long enough to be stopped
  made.addEventListener("click", press);
  return made;
}

/** A place for what is printed, as the page shows it: text, reached and scrolled by keyboard. */
export function printed() {
  const code = document.createElement("code");
  const block = document.createElement("pre");
  block.tabIndex = 0;
  block.append(code);
  return { block, code };
}

/** Text with code between backticks, as text and `code` elements. @param {string} text @returns {(string | Node)[]} */
export function words(text) {
  return text.split("`").map((part, i) => {
    if (i % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
