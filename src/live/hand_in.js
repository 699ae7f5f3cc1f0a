// Hand in: one file with every exercise, made from what this browser keeps; it goes nowhere but to the reader's disc.
// ordermatters/exercises/hand_in.py says what it holds, and reads it.

/**
 * Save the file, or say what is missing.
 * @param {HTMLElement} root a form with a field for the name
 * @param {Pick<typeof import("./store.js"), "load" | "update">} store handed over: what two scripts import would be a third file
 */
export function handIn(root, { load, update }) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("input"));
  const student = field.value.trim();
  update((now) => (now.student = student));
  const names = (root.dataset.handIn ?? "").split(" ");
  const file = fileOf(student, root.dataset.course ?? "", names, load());
  const count = Object.keys(file.exercises).length;
  if (!student) return say(root, "Write your name first: it goes into the file, and nowhere else.");
  if (!count) return say(root, "There is nothing to hand in yet: this browser keeps no answer of yours.");
  const name = nameOf(student);
  save(name, JSON.stringify(file, null, 2));
  say(root, `${name} holds ${count} of ${names.length} exercises, as this browser keeps them.`);
}

/** @param {string} student @param {string} course @param {string[]} names @param {import("./store.js").Stored} stored */
function fileOf(student, course, names, { drafts, versions, tries, passed, messages }) {
  const written = names.filter((name) => name in drafts);
  const exercises = written.map((name) => [
    name,
    {
      text: drafts[name],
      tries: tries[name] ?? 0,
      passed: passed[name] ?? null,
      message: messages[name] ?? "",
      course: versions[name] ?? "",
    },
  ]);
  const made = new Date().toISOString();
  return { format: "ordermatters hand-in", version: 1, course, student, made, exercises: Object.fromEntries(exercises) };
}

/** A file's name of letters and digits that every system takes. @param {string} student */
function nameOf(student) {
  const plain = student.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-");
  return `hand-in-${plain.replace(/^-|-$/g, "") || "student"}.json`;
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {HTMLElement} root @param {string} sentence */
function say(root, sentence) {
  /** @type {HTMLElement} */ (root.querySelector("[data-status]")).textContent = sentence;
}
