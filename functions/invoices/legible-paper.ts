import { legible } from "#adapters/pdf/legible";
import type { Line, Paper, Party } from "./paper";

const line = async ({ label, value, strong }: Line): Promise<Line> => ({ label, value: await legible(value), strong });

const party = async ({ role, name, lines }: Party): Promise<Party> => ({
  ...{ role, name: await legible(name) },
  lines: await Promise.all(lines.map(legible)),
});

/** A paper as the fonts can set it. */
export async function legiblePaper(paper: Paper): Promise<Paper> {
  const { facts, parties, item, sums, notes } = paper;
  return {
    ...paper,
    ...{ facts: await Promise.all(facts.map(line)), sums: await Promise.all(sums.map(line)) },
    parties: [await party(parties[0]), await party(parties[1])],
    item: { ...item, title: await legible(item.title), value: await legible(item.value) },
    notes: await Promise.all(notes.map(legible)),
  };
}
