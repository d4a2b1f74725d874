import { type Fault, faults } from "./faults";
import { walkWith } from "./walk";

// `walk.run.ts FAULT`: a process of its own, because the domain works on one platform in its life.
const [fault = ""] = process.argv.slice(2);
const outcomes = await walkWith(faults[fault as Fault]);
process.stdout.write(JSON.stringify([...outcomes]));
process.exit();
