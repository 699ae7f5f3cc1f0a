// Compiles what Pyodide's Python imports when it starts, and what the course's library does, to bytecode. A JSON list of
// further modules in; a JSON object {file in the archive of the standard library: bytecode in base64} out.
// node standard_library.mjs NODE_MODULES
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(error.message.trim().split("\n").pop()); // Node would print the failing line: all of Pyodide's script
  process.exit(1);
});
const folder = join(process.argv[2], "pyodide");
const lock = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({
  indexURL: folder,
  lockFileContents: JSON.stringify({ info: lock.info, packages: {} }),
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" }, // the order of a set is part of the bytecode
  stdout: () => {}, // the answer is printed, and nothing else
});
python.globals.set("further", python.toPy(JSON.parse(readFileSync(0, "utf8"))));
console.log(
  python.runPython(`
import importlib, json, py_compile, sys, zipimport
from base64 import b64encode
from pathlib import Path

source, bytecode = Path("/tmp/module.py"), Path("/tmp/module.pyc")
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
compiled = {}
for name in further:
    importlib.import_module(name)
for module in list(sys.modules.values()):
    if isinstance(loader := getattr(module, "__loader__", None), zipimport.zipimporter):
        source.write_bytes(loader.get_data(module.__file__))
        py_compile.compile(source, bytecode, module.__file__, doraise=True, invalidation_mode=mode, optimize=0)
        compiled[module.__file__.partition(".zip/")[2]] = b64encode(bytecode.read_bytes()).decode()
json.dumps(compiled)
`),
);
