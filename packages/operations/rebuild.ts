import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { aim } from "./target";

// `npm run rebuild` derives every list, counter and search index anew and sets right what is wrong; with `-- --check`
// it only counts, and ends with 1 when a counter isn't what it counts.
const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, directory: { type: "string" } },
});

const target = aim(values.directory);
const { differences, rebuild } = await import("#core/rebuild");
const pause = () => wait(3000);

const found = values.check ? { projected: 0, differences: await differences(pause) } : await rebuild(pause, new Date());
for (const { what, says, is } of found.differences) console.log(`${what}: says ${says}, is ${is}`);
const done = values.check ? "" : `${found.projected} sources projected anew, `;
const fate = values.check ? "wrong" : "set right";
console.log(`${target}: ${done}${found.differences.length} counters ${fate}`);
process.exitCode = values.check && found.differences.length > 0 ? 1 : 0;
