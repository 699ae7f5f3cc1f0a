// KaTeX as a service: a JSON line of formulas in, a JSON line of results out, until the input ends.
// node katex.mjs NODE_MODULES
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(join(process.argv[2], "from-here.js"));
const katex = require("katex");
require("katex/contrib/mhchem"); // \ce and \pu, for formulas and units of chemistry

// \htmlClass gives a function the colour it has in the figures; what else reaches beyond mathematics is refused.
function trust({ command }) {
  if (command === "\\htmlClass") return true;
  throw new katex.ParseError(`${command} is not mathematics`);
}

// All that is seen beyond ASCII, and what joins emoji.
const drawn = /[^\x00-\x7f\p{Z}\p{C}]|\u{200d}/u;

// KaTeX has no measures of emoji, of ✗ or of Hebrew, and needs none: the reader's machine draws them. A blank that was
// pasted with a formula remains a fault.
function isSound(kind, message, token) {
  if (kind === "unknownSymbol" || kind === "symbolNotInFont") return drawn.test(token?.text ?? message);
  return kind === "htmlExtension";
}

function render({ tex, display, macros }) {
  try {
    const html = katex.renderToString(tex, {
      displayMode: display,
      macros: { ...macros },
      trust,
      strict: (kind, message, token) => (isSound(kind, message, token) ? "ignore" : "error"),
    });
    return { html };
  } catch (error) {
    return { error: error.message.replace(/^KaTeX parse error: /, "") };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(JSON.parse(line).map(render)) + "\n");
}
