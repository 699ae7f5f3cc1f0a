// Bundles src/live for the browser. A JSON object {sources, target, constants} in, files out.
// node bundle.mjs NODE_MODULES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = process.argv[2];
const { build } = createRequire(join(modules, "from-here.js"))("esbuild");
const { sources, target, constants } = JSON.parse(readFileSync(0, "utf8"));

// Apart: built together, the two would share a third file.
for (const entry of ["live.js", "worker.js"]) {
  await build({
    entryPoints: [join(sources, entry)],
    outdir: target,
    // The folder's name is made from the content of everything in it. A hash in a file's name would not be: esbuild
    // makes it from the paths of the sources too, and two builds of one commit must agree.
    chunkNames: "[name]",
    define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
    nodePaths: [modules],
    absWorkingDir: sources, // messages name files from here
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    logLevel: "error",
  }).catch((failure) => {
    if (!failure.errors) throw failure;
    process.exit(1); // esbuild has said what is wrong; where in esbuild that was noticed helps nobody
  });
}
