import { setTimeout as wait } from "node:timers/promises";
import { command } from "./command";

/** Derives every list, counter and search index anew and sets right what is wrong; or only counts. */
export const rebuild = command({
  summary: "derives lists, counters and the search index anew and sets right what is wrong; --check only counts",
  options: {
    check: { type: "boolean", default: false, about: "only counts: ends with 1 when a counter isn't what it counts" },
    table: { type: "string", about: "another table than the stage's own: a restored one" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    await stage.inhabit("invoicer", "projector");
    if (values.table) process.env.TABLE_NAME = values.table;
    if (!values.check) announce("derives everything anew, row by row");
    const { differences, rebuild } = await import("#core/rebuild");
    const pause = () => wait(3000);
    const found = values.check ? { projected: 0, differences: await differences(pause) } : await rebuild(pause, now);
    for (const { what, says, is } of found.differences) print(`${what}: says ${says}, is ${is}`);
    const done = values.check ? "" : `${found.projected} sources projected anew, `;
    print(`${stage.place}: ${done}${found.differences.length} counters ${values.check ? "wrong" : "set right"}`);
    return !values.check || found.differences.length === 0;
  },
});
