// Hold pages against the HTML standard: the paths of files, a line each, in; a JSON list of what is wrong out.
// node validity.mjs NODE_MODULES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { HtmlValidate } = createRequire(join(process.argv[2], "from-here.js"))("html-validate");
const judge = new HtmlValidate({ extends: ["html-validate:standard"] });

const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
const faults = files.flatMap((file) =>
  judge
    .validateStringSync(readFileSync(file, "utf8"))
    .results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line, selector }) => ({ file, line, rule: ruleId, message, selector })),
    ),
);
process.stdout.write(JSON.stringify(faults));
