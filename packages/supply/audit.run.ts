import { spawnSync } from "node:child_process";
import { root } from "#infra/root";
import { verdictOn } from "./audit";
import { acceptances } from "./audit.accepted";

// Asks npm's registry whether what is deployed has known faults. 0: none that are high or worse; 1: there are; 2: it
// couldn't be asked, which is neither.
const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { cwd: root, encoding: "utf8" });
const verdict = verdictOn(stdout || stderr, acceptances, new Date());
if (verdict.kind === "unasked") {
  console.error(`Not audited: the registry couldn't be asked, so nothing is known either way.\n${verdict.why}`);
  process.exitCode = 2;
} else {
  for (const line of verdict.accepted) console.log(`accepted: ${line}`);
  for (const line of verdict.faults) console.error(line);
  console.log(`${verdict.faults.length} that stop us, ${verdict.accepted.length} accepted, ${verdict.lesser} lesser`);
  process.exitCode = verdict.faults.length > 0 ? 1 : 0;
}
