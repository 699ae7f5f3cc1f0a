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

const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{200d}\u{fe0f}]/u;

// KaTeX has no measures of emoji, and needs none: they stand in the formula as the reader's machine draws them.
function isSound(kind, message, token) {
  if (kind === "unknownSymbol" || kind === "symbolNotInFont") return emoji.test(token?.text ?? message);
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
