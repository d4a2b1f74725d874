import { Entity } from "electrodb";
import { store } from "#adapters/table";
import type { IndexName } from "#contract/needs";
import { wanted } from "./batch";
import { type Step, step } from "./transaction";

/**
 * The number of rows of a list, kept as one more row of it: a query that begins at the list's end reads the total with
 * its first page, in the same call. It sorts behind every date, so such lists are read backwards, latest first.
 */
const tallyIn = <const Index extends IndexName>(index: Index) =>
  new Entity(
    {
      model: { service: "iq", entity: "tally", version: "1" },
      attributes: {
        list: { type: "string", required: true },
        /** Its place in the list. */
        end: { type: "string", required: true, default: "~" },
        total: { type: "number", required: true },
      },
      indexes: {
        primary: {
          pk: { field: "pk", composite: ["list"], template: "tally#${list}", casing: "none" },
          sk: { field: "sk", composite: [], template: "tally", casing: "none" },
        },
        inList: {
          index,
          pk: { field: `${index}pk`, composite: ["list"], template: "${list}", casing: "none" },
          sk: { field: `${index}sk`, composite: ["end"], template: "${end}", casing: "none" },
        },
      },
    },
    store,
  );

const tallies = { gsi1: tallyIn("gsi1"), gsi2: tallyIn("gsi2"), gsi3: tallyIn("gsi3") };

/** A list: its partition, and the index that holds it. */
export interface List {
  name: string;
  index: IndexName;
}

/** One step of the transaction that adds rows to the list or takes them out. */
export const count = ({ name, index }: List, change: number): Step =>
  step(tallies[index].upsert({ list: name, end: "~" }).add({ total: change }).params());

/** A list's number of rows, to be read by itself. */
export const totalOf = ({ name: list, index }: List) =>
  wanted(tallies[index].get({ list }).params(), (Item) => tallies[index].parse({ Item }));
