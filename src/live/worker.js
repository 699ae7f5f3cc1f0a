// The worker: Pyodide, the course's library, and session.py, which answers. PYODIDE, PYODIDE_LOCK, LIBRARY and COUNTED
// are filled in when this is bundled; see src/ordermatters_site/browser/browser_bundle.py.

const address = (/** @type {string} */ name) => new URL(name, import.meta.url).href;
const read = self.fetch;

// Pyodide fetches its files itself; passing them through here tells how much of them has come.
self.fetch = async (resource, options) => {
  const response = await read(resource, options);
  const name = new URL(response.url).pathname.split("/").pop() ?? "";
  if (!COUNTED.includes(name) || !response.ok || !response.body) return response;
  const counter = new TransformStream({
    transform(chunk, controller) {
      postMessage({ bytes: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), response);
};

async function start() {
  const [library, pyodide] = await Promise.all([fetchLibrary(), startPyodide()]);
  pyodide.unpackArchive(library, "zip", { extractDir: "/library" });
  pyodide.runPython("import sys; sys.path.insert(0, '/library')");
  return pyodide.pyimport("session").answer;
}

async function fetchLibrary() {
  const response = await fetch(address(LIBRARY));
  if (!response.ok) throw new Error("the course's library is not there");
  return response.arrayBuffer();
}

async function startPyodide() {
  const { loadPyodide } = await import(address(`${PYODIDE}pyodide.mjs`));
  return loadPyodide({
    indexURL: address(PYODIDE),
    packageBaseUrl: address(PYODIDE), // nothing ever comes from another host
    lockFileContents: PYODIDE_LOCK,
  });
}

const answering = start();
answering.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: reason(error) }),
);

/** @param {any} error */
function reason(error) {
  return String(error?.message ?? error).trim().split("\n").pop();
}

self.onmessage = async ({ data }) => {
  const answer = await answering;
  try {
    postMessage({ result: JSON.parse(answer(data, (/** @type {string} */ text) => postMessage({ output: text }))) });
  } catch (error) {
    postMessage({ crashed: reason(error) });
  }
};
