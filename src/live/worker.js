// The worker: Pyodide, the course's library, and session.py, which answers. PYODIDE, PYODIDE_LOCK, LIBRARY, SMALL_JAX and
// COUNTED are filled in when this is bundled; see src/ordermatters_site/stage/bundle.py.

const address = (/** @type {string} */ name) => new URL(name, import.meta.url).href;
const read = self.fetch;

// Pyodide fetches its files itself; passing them through here tells how much of them has come. When one of them does not
// come, or not to its end, Pyodide waits for ever: that is told from here too.
self.fetch = async (resource, options) => {
  const response = await read(resource, options).catch(lose);
  const name = new URL(response.url).pathname.split("/").pop() ?? "";
  if (!COUNTED.includes(name) || !response.body) return response;
  if (!response.ok) postMessage({ failed: `${name} is not there` });
  const counter = new TransformStream({
    transform(chunk, controller) {
      postMessage({ bytes: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  response.body.pipeTo(counter.writable).catch(lose).catch(() => {}); // who reads it hears of it as well
  return new Response(counter.readable, response);
};

/** @param {Error} error @returns {never} */
function lose(error) {
  postMessage({ lost: true });
  throw error;
}

async function start() {
  const [library, pyodide] = await Promise.all([fetchLibrary(), startPyodide()]);
  pyodide.unpackArchive(library, "zip", { extractDir: "/library" });
  pyodide.runPython("import sys; sys.path.insert(0, '/library')");
  pyodide.pyimport("small_jax").offer(() => pyodide.toPy(fetchSmallJax()));
  return pyodide.pyimport("session").answer;
}

async function fetchLibrary() {
  const response = await fetch(address(LIBRARY));
  if (!response.ok) throw new Error("the course's library is not there");
  return response.arrayBuffer();
}

/** An import waits for what it imports: here a worker may wait, and Python cannot do it in another way. */
function fetchSmallJax() {
  const request = new XMLHttpRequest();
  request.open("GET", address(SMALL_JAX), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${SMALL_JAX} is not there`);
  return new Uint8Array(request.response);
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
