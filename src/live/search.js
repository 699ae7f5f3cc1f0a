// The worker of the search: Material's own, between two changes. What a reader types may lead to a section by a word
// that is not in its text (`words` in the front matter of a page), lessons come before the reference and that before
// the library, and where nothing is found, one wrong letter is forgiven.

/** @typedef {{location: string, title: string, text: string, words?: string[]}} Entry */
/** @typedef {Entry & {score: number, terms: Record<string, boolean>}} Hit */

const SETUP = 0;
const QUERY = 2;
const RESULT = 3;
const KINDS = ["reference/api/", "reference/", "lessons/"];
const post = self.postMessage.bind(self);

/** @type {Entry[]} */
let entries = [];
let query = "";
let forgiving = false;

/** Each word of a query with one letter that may differ; words of one to three letters would then match anything. */
const forgiven = () => query.trim().split(/\s+/).map(word => (word.length > 3 ? `${word}~1` : word)).join(" ");

/** How far back a page stands: lessons first, then the reference, the home page, the library. @param {string} location */
const kind = location => [3, 1, 0][KINDS.findIndex(folder => location.startsWith(folder))] ?? 2;

/** Whether one letter is another, too many or too few, or two are exchanged. @param {string} a @param {string} b */
function isNear(a, b) {
  let [start, end] = [0, 0];
  while (start < a.length && a[start] === b[start]) start++;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [one, other] = [a, b].map(word => word.slice(start, word.length - end));
  return (one.length < 2 && other.length < 2) || (one.length === 2 && one === [...other].reverse().join(""));
}

/** @param {Entry} entry */
function isNamed({ words = [] }) {
  const asked = query.trim().toLowerCase();
  return words.includes(asked) || (forgiving && asked.length > 3 && words.some(word => isNear(word, asked)));
}

/** @param {string} location */
const pageOf = location => location.split("#")[0];

/** The pages that a word leads to, though their text may not have it. @param {Hit[][]} items @returns {Hit[][]} */
function named(items) {
  const found = new Set(items.map(([{ location }]) => pageOf(location)));
  return entries.filter(entry => isNamed(entry) && !found.has(pageOf(entry.location))).map(entry => {
    const page = entries.find(({ location }) => location === pageOf(entry.location)) ?? entry;
    return [...new Set([page, entry])].map(hit => ({ ...hit, score: 1, terms: { [query.trim()]: true } }));
  });
}

/** What was found of a page, with the section that the word leads to in front. @param {Hit[]} hits @returns {Hit[]} */
function led(hits) {
  const page = pageOf(hits[0].location);
  const named = entries.find(entry => isNamed(entry) && entry.location.startsWith(`${page}#`));
  if (!named) return hits;
  const { terms } = hits.find(({ location }) => location === named.location) ?? hits[0];
  const others = hits.filter(({ location }) => location !== named.location);
  return [{ ...named, terms, score: Math.max(...hits.map(({ score }) => score)) }, ...others];
}

/** @param {Hit[][]} items @returns {Hit[][]} */
function ranked(items) {
  const words = new Set(entries.filter(isNamed).map(({ location }) => pageOf(location)));
  const rank = (/** @type {Hit[]} */ [{ location }]) => (words.has(pageOf(location)) ? -1 : kind(location));
  return [...named(items), ...items.map(led)].sort((a, b) => rank(a) - rank(b));
}

/** @param {any} message */
self.postMessage = message => {
  if (message.type !== RESULT) return post(message);
  if (!message.data.items.length && !forgiving) {
    forgiving = true;
    return dispatchEvent(new MessageEvent("message", { data: { type: QUERY, data: forgiven() } }));
  }
  post({ ...message, data: { ...message.data, items: ranked(message.data.items) } });
};

addEventListener("message", ({ data, isTrusted }) => {
  if (data.type === SETUP) entries = data.data.docs;
  if (data.type === QUERY && isTrusted) [query, forgiving] = [data.data, false];
});

importScripts(/** @type {string} */ (new URL(location.href).searchParams.get("worker")));
