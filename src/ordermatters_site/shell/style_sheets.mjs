// Joins and minifies style sheets of a built site. A JSON object {site, names, sheet} in, the sheet out.
// node style_sheets.mjs NODE_MODULES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const { build } = createRequire(join(process.argv[2], "from-here.js"))("esbuild");
const { site, names, sheet } = JSON.parse(readFileSync(0, "utf8"));
const home = dirname(join(site, sheet));

// What a sheet names by a relative address lies where it lay, seen from the joined one.
const moved = {
  name: "moved",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind !== "url-token") return undefined;
      const stays = /^(?:\w+:|[#/])/.test(path);
      return { external: true, path: stays ? path : relative(home, join(resolveDir, path)).replaceAll("\\", "/") };
    });
  },
};

const { outputFiles } = await build({
  stdin: { contents: names.map((name) => `@import ${JSON.stringify(`./${name}`)};`).join("\n"), resolveDir: site, loader: "css" },
  outfile: join(site, sheet),
  write: false,
  bundle: true,
  minifyWhitespace: true, // the check of contrasts reads colours as they were written
  plugins: [moved],
  logLevel: "error",
}).catch((failure) => {
  if (!failure.errors) throw failure;
  process.exit(1); // esbuild has said what is wrong
});
process.stdout.write(outputFiles[0].text);
