import { type Fault, faults, takesCode } from "./faults";
import type { Matrix } from "./matrix";

const names = Object.keys(faults) as Fault[];

const heading = `# What happens when AWS fails

Written by \`npm run faults\`: everything that the platform can do is done once for each column, and the first call of each
operation by each function meets that column's fault. After each walk every invariant holds (packages/testing/invariants.ts):
what was paid is granted once, every counter counts what it says, nothing is forgotten.

- **carries on**: the function gets over it by itself; whoever called it doesn't notice.
- **503, then done**: the client is told to come again, and then finds it done, once.
- **delivered again**: the stream, queue or schedule brings the same work once more, and then it is done, once.
- **not met**: the walk came there only in an invocation that had met its fault at another call already.
- **–**: it can't happen (only writes to the table conflict with each other), or isn't for us to mend (a code of the second factor
  counts once: whoever has lost the answer to it enters the next one).

A crash of the function at each of its calls is the concern of \`npm run soak\`.
`;

/** What stands where a walk has told nothing. */
const silence = (pair: string, fault: Fault): string =>
  fault === "conflict" || takesCode(pair.split(":")[1] ?? "") ? "–" : "not met";

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Rows by function, then by operation. */
export function faultsDocument(matrix: Matrix): string {
  const rows = [...matrix].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const table = rows.map(([pair, outcomes]) => {
    const [name = "", operation = ""] = pair.split(" ");
    return line([name, operation, ...names.map((fault) => outcomes.get(fault) ?? silence(pair, fault))]);
  });
  const head = line(["function", "operation", ...names]);
  const rule = line(["function", "operation", ...names].map(() => "---"));
  return `${heading}\n${[head, rule, ...table].join("\n")}\n`;
}
