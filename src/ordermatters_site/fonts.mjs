// Trims fonts to the characters a site uses: a JSON list of {source, characters, weight, target} in, WOFF2 files out.
// node fonts.mjs NODE_MODULES
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const trim = createRequire(join(process.argv[2], "from-here.js"))("subset-font");

for (const { source, characters, weight, target } of JSON.parse(readFileSync(0, "utf8"))) {
  // Hints are for screens of another age, and half the size of a small font.
  const options = { targetFormat: "woff2", noHinting: true, variationAxes: weight ? { wght: weight } : undefined };
  writeFileSync(target, await trim(readFileSync(source), characters, options));
}
