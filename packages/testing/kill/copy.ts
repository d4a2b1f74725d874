// A platform in a process of its own, to be killed: `copy.ts DIRECTORY PORTS AHEAD`.

import { newCourse } from "../courses";
import { violations } from "../invariants";
import { newPerson } from "../people";
import { openTestPlatform } from "../platform";
import { hour, minute, pass, reconcile, sweep } from "../time";
import type { Answer, Question, Shop } from "./messages";

const [directory = "", ports = "{}", ahead = "0"] = process.argv.slice(2);
const platform = await openTestPlatform({ directory, ports: JSON.parse(ports) });
platform.ahead = Number(ahead);

/** What comes about by itself in the hours after a start: everything delivered, each worker's turn taken. */
async function comeToRest(): Promise<string[]> {
  // What died in the midst of sending a mail still holds its claim on it.
  pass(platform, 10 * minute);
  await platform.settled();
  for (let turn = 0; turn < 2; turn++) {
    pass(platform, hour);
    await sweep(platform);
    await reconcile(platform);
  }
  return violations(platform);
}

/** Who may buy, and what. */
async function openShop(): Promise<Shop> {
  const admin = await newPerson(platform, { role: "admin" });
  const courses = await Promise.all([1, 2, 3, 4].map(() => newCourse(platform, admin)));
  const buyers = await Promise.all([1, 2, 3].map(() => newPerson(platform)));
  return { courses, buyers };
}

const tell = (answer: Answer) => process.send?.(answer);

process.on("message", async (question: Question) => {
  if (question === "shop") tell({ shop: await openShop() });
  else tell({ broken: await comeToRest(), ahead: platform.ahead });
});
// The one who started it has ended: so does this.
process.on("disconnect", () => process.exit());
tell({ urls: platform.cloud.urls });
