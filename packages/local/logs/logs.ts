import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultDirectory } from "#local/platform";
import { isLine } from "./entry";
import { lineText, traceText } from "./print";
import { openTail, readAll } from "./read";
import { answering, chaptersOf } from "./story";

// `npm run logs` prints what the functions of the local copy wrote; `-- --request ID` the story of one request over all
// functions, `-- --trace ID` the same as a tree, with what each invocation called.
const { values } = parseArgs({
  options: {
    ...{ function: { type: "string" }, level: { type: "string" }, request: { type: "string" } },
    ...{ trace: { type: "string" }, follow: { type: "boolean", default: false } },
    directory: { type: "string", default: defaultDirectory },
  },
});

/** Milliseconds between looks at the file. */
const often = 250;

const directory = resolve(values.directory);
const tail = openTail(directory);
const entries = readAll(directory);

if (values.trace !== undefined) {
  const tree = traceText(chaptersOf(entries, values.trace));
  console.log(tree || `nothing is known of ${values.trace}`);
  process.exitCode = tree ? 0 : 1;
} else {
  const wanted = answering(entries, values);
  const show = (told: typeof entries) => {
    for (const line of told.filter(isLine).filter(wanted)) console.log(lineText(line));
  };
  show(entries);
  if (values.follow) setInterval(() => show(tail()), often);
}
