// Bundles src/live for the browser: the worker first, then the page's script, which knows the worker's name.
// A JSON object {sources, target, constants} in, files out.
// node bundle.mjs NODE_MODULES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const modules = process.argv[2];
const { build } = createRequire(join(modules, "from-here.js"))("esbuild");
const { sources, target, constants } = JSON.parse(readFileSync(0, "utf8"));

async function bundled(entry, define) {
  const { metafile } = await build({
    entryPoints: [join(sources, entry)],
    outdir: target,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    nodePaths: [modules],
    absWorkingDir: sources, // messages and hashes name files from here, wherever this folder is
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    metafile: true,
    logLevel: "error",
  });
  const isEntry = ([, output]) => output.entryPoint === entry;
  return basename(Object.entries(metafile.outputs).find(isEntry)[0]);
}

const worker = await bundled("worker.js", constants);
await bundled("live.js", { ...constants, WORKER: worker });
