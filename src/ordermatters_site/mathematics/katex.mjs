// KaTeX as a service: a JSON line of formulas in, a JSON line of results out, until the input ends.
// node katex.mjs NODE_MODULES
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const katex = createRequire(join(process.argv[2], "from-here.js"))("katex");

// \htmlClass gives a function the colour it has in the figures; what else reaches beyond mathematics is refused.
function trust({ command }) {
  if (command === "\\htmlClass") return true;
  throw new katex.ParseError(`${command} is not mathematics`);
}

function render({ tex, display, macros }) {
  try {
    const html = katex.renderToString(tex, {
      displayMode: display,
      macros: { ...macros },
      trust,
      strict: (kind) => (kind === "htmlExtension" ? "ignore" : "error"),
    });
    return { html };
  } catch (error) {
    return { error: error.message.replace(/^KaTeX parse error: /, "") };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(JSON.parse(line).map(render)) + "\n");
}
