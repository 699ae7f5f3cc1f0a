// The reader's Python: one worker for all pages of a visit, started at the first request and never before.

/** What a request may take, in seconds, counted once Python is up. */
export const LIMIT = 10;
/** How long nothing may come of Python before it is given up, in seconds. */
const SILENCE = 60;

/**
 * @typedef {{phase: "absent" | "loading" | "starting" | "ready", loaded: number, total: number}} State
 * @typedef {{message: object, output: (text: string) => void, resolve: (result: any) => void, reject: (why: Error) => void}} Job
 */

/** @type {State} */
let state = { phase: "absent", loaded: 0, total: TOTAL };
/** @type {Set<(state: State) => void>} */
const watchers = new Set();
/** @type {Worker | null} */
let worker = null;
/** @type {Job[]} */
let waiting = [];
/** @type {Job | null} */
let running = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/**
 * Ask Python something; requests are answered one after the other.
 * @param {object} message what session.py is to do
 * @param {(text: string) => void} [output] is handed what is printed meanwhile
 * @returns {{result: Promise<any>, stop: () => void}}
 */
export function ask(message, output = () => {}) {
  /** @type {Job} */
  let job;
  const result = new Promise((resolve, reject) => {
    job = { message, output, resolve, reject };
    waiting.push(job);
  });
  next();
  return { result, stop: () => stop(job, "Stopped.") };
}

/** Follow how far Python is from being ready. @param {(state: State) => void} watcher @returns {() => void} */
export function watch(watcher) {
  watchers.add(watcher);
  watcher(state);
  return () => watchers.delete(watcher);
}

/** Whether an answer would come at once. */
export function isReady() {
  return state.phase === "ready" && !running;
}

/** @param {Partial<State>} change */
function setState(change) {
  state = { ...state, ...change };
  for (const watcher of watchers) watcher(state);
}

function next() {
  if (running || !waiting.length) return;
  if (!worker) start();
  if (state.phase !== "ready" || !worker) return;
  running = /** @type {Job} */ (waiting.shift());
  const job = running;
  clock = setTimeout(() => {
    stop(job, `Stopped: it ran longer than ${LIMIT} seconds. Does a loop never end? Change it and run it again.`);
  }, LIMIT * 1000);
  worker.postMessage(JSON.stringify(job.message));
}

function start() {
  if (typeof Worker !== "function" || typeof WebAssembly !== "object") {
    return fail("this browser has no WebAssembly");
  }
  setState({ phase: "loading", loaded: 0 });
  expectMore();
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message || "its files could not be loaded");
  };
}

/** @param {any} data */
function onMessage(data) {
  if (data.bytes) {
    expectMore();
    const loaded = state.loaded + data.bytes;
    setState({ loaded, phase: loaded < TOTAL ? "loading" : "starting" });
  } else if (data.ready) {
    clearTimeout(silence);
    setState({ phase: "ready" });
    next();
  } else if (data.lost) {
    lose();
  } else if (data.failed) {
    fail(data.failed);
  } else if (data.output !== undefined) {
    running?.output(data.output);
  } else if (data.crashed) {
    if (running) stop(running, `Python gave up (${data.crashed}) and was started again.`);
  } else {
    const job = running;
    finish();
    job?.resolve(data.result);
    next();
  }
}

/** A network may be lost without a word. */
function expectMore() {
  clearTimeout(silence);
  silence = setTimeout(lose, SILENCE * 1000);
}

function finish() {
  clearTimeout(clock);
  running = null;
}

/**
 * Only ending its worker stops code that runs. Another one is started at once; it runs earlier cells again when it is
 * asked for a later one.
 * @param {Job} job @param {string} why
 */
function stop(job, why) {
  if (job !== running && !waiting.includes(job)) return;
  waiting = waiting.filter((other) => other !== job);
  if (job === running) {
    finish();
    end();
    start();
  }
  job.reject(new Error(why));
}

/** End a Python that code has changed, unless it is at work; the next request starts another one. */
export function renew() {
  if (worker && !running && !waiting.length) end();
}

function end() {
  clearTimeout(silence);
  worker?.terminate();
  worker = null;
  setState({ phase: "absent" });
}

/** @param {string} why */
function fail(why) {
  giveUp(() => new NotStarted(why));
}

function lose() {
  giveUp(() => new Error("Python did not come: the network was lost on the way. Try again when it is back."));
}

/** Give up for now; the next request tries again. @param {() => Error} why */
function giveUp(why) {
  const jobs = [...(running ? [running] : []), ...waiting];
  finish();
  end();
  waiting = [];
  for (const job of jobs) job.reject(why());
}

/** Python cannot be had in this browser, or not now. */
export class NotStarted extends Error {}
