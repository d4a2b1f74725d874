/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import { openIndex, type TestIndex } from "#testing/search-index";
import { blockRows } from "#testing/search-rows";
import type { SearchDocument } from "./document";

let index: TestIndex;
beforeAll(async () => {
  index = await openIndex();
});
afterAll(() => index.close());
beforeEach(async () => {
  index.onCall = () => {};
  for (const id of index.sources.keys()) await index.remove(id);
});

const newDocument = (id: string, overrides: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ id, title: "Algebra", texts: [], filters: [], card: { id } },
  ...overrides,
});

/** Every block of the table is what the sources say, to the byte, and every card is there and no other. */
async function expectExact(message = ""): Promise<void> {
  const ordinals = await index.ordinals();
  const entries = [...index.sources.values()].map((document) => ({
    document,
    ordinal: ordinals.get(document.id) ?? -1,
  }));
  const expected = [...blockRows("course", entries)].map(({ pk, sk, packed }) => [`${pk} ${sk}`, Buffer.from(packed)]);
  const present = [...(await index.rows("search#"))].map(([key, { packed }]) => [
    key,
    Buffer.from(packed as Uint8Array),
  ]);
  expect([message, Object.fromEntries(present)]).toEqual([message, Object.fromEntries(expected)]);
  const cards = [...(await index.rows("searched#course#"))].map(([key, { card }]) => [key, card]);
  expect(Object.fromEntries(cards)).toEqual(
    Object.fromEntries(entries.map(({ ordinal, document }) => [`searched#course#${ordinal} card`, document.card])),
  );
}

/** Counts calls while something is done. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  index.onCall = (moment, action) => void (moment === "before" && calls.push(action.replace("Command", "")));
  await work();
  index.onCall = () => {};
  return calls;
}

/** With its beginnings more terms than one transaction holds. */
const long = (stem: string) =>
  Array.from({ length: 22 }, (_, n) => `${stem}${String.fromCharCode(97 + (n % 26))}${n}x`).join(" ");

test("what is put in is found by words and their beginnings, and gone when taken out", async () => {
  await index.put(newDocument("a", { title: "Serverless on AWS", texts: ["Lambda, step by step"] }));
  expect(await index.find("serverless")).toEqual(["a"]);
  expect(await index.find("serv la")).toEqual(["a"]);
  expect(await index.find("serv php")).toEqual([]);
  await index.put(newDocument("a", { title: "Servers on AWS" }));
  expect(await index.find("serverless")).toEqual([]);
  expect(await index.find("server")).toEqual(["a"]);
  await index.remove("a");
  expect(await index.find("server")).toEqual([]);
  expect(await index.rows("search#")).toEqual(new Map());
});

test("who comes back takes its old place again", async () => {
  await index.put(newDocument("a"));
  const before = (await index.ordinals()).get("a");
  await index.remove("a");
  await index.put(newDocument("a"));
  expect((await index.ordinals()).get("a")).toBe(before);
});

test("what was never in the index leaves nothing there", async () => {
  expect(await callsOf(() => index.remove("nobody"))).toEqual(["GetItem"]);
  expect((await index.ordinals()).has("nobody")).toBe(false);
});

test("a record delivered again costs one read of the mark", async () => {
  await index.put(newDocument("a"));
  expect(await callsOf(() => index.deliver("a"))).toHaveLength(1);
});

test("a change of a number costs one transaction that writes no term", async () => {
  await index.put(newDocument("a", { sorts: { price: 1, popular: 7 } }));
  const before = await index.rows("search#");
  const calls = await callsOf(() => index.put(newDocument("a", { sorts: { price: 1, popular: 8 } })));
  expect(calls).toEqual(["GetItem", "BatchGetItem", "TransactWriteItems"]);
  const changed = [...(await index.rows("search#"))].filter(
    ([key, { packed }]) => Buffer.compare(packed as Uint8Array, before.get(key)?.packed as Uint8Array) !== 0,
  );
  expect(changed.map(([key]) => key)).toEqual([expect.stringContaining("search#course#@popular ")]);
  await expectExact();
});

const edits: [string, SearchDocument, SearchDocument | undefined][] = [
  [
    "coming in",
    newDocument("x"),
    newDocument("x", { title: "Geometry for all", filters: ["level:b"], sorts: { price: 3 } }),
  ],
  [
    "much changing",
    newDocument("x", { texts: [long("old")] }),
    newDocument("x", { texts: [long("new")], title: "Other" }),
  ],
  ["going", newDocument("x", { texts: [long("gone")], sorts: { price: 9 } }), undefined],
];

test.each(edits)("a crash at any call of a document %s is got over by the next delivery", async (_what, from, to) => {
  await index.put(newDocument("neighbour", { title: "Algebra and geometry", texts: [long("old"), long("new")] }));
  const change = () => (to ? index.put(to) : index.remove("x"));
  for (const moment of ["before", "after"])
    for (let n = 1, met = true; met; n++) {
      await index.put(from);
      let calls = 0;
      met = false;
      index.onCall = (now, _action) => {
        if (now !== moment || ++calls !== n) return;
        met = true;
        throw new Error("crash");
      };
      await change().catch(() => {});
      index.onCall = () => {};
      await index.deliver("x");
      await expectExact(`a crash ${moment} call ${n}`);
    }
});

test("documents that share their words come in at once, and none loses any", async () => {
  const documents = Array.from({ length: 12 }, (_, n) =>
    newDocument(`d${n}`, { title: `Shared words of course ${n}`, filters: ["level:b"], sorts: { price: n } }),
  );
  await Promise.all(documents.map((document) => index.put(document)));
  await expectExact();
  expect((await index.find("shared wor")).sort()).toEqual(documents.map(({ id }) => id).sort());
});

test("deliveries of one document that overtake each other end with what it says at last", async () => {
  for (let round = 0; round < 2; round++) {
    const versions = Array.from({ length: 4 }, (_, n) =>
      newDocument("a", { title: `Version${n}`, texts: [long(`r${n}`)] }),
    );
    await Promise.all(versions.map((version) => index.put(version)));
    await expectExact(`round ${round}`);
  }
});

test("a delivery that stood still while others went by does no harm when it goes on, wherever it stood", async () => {
  for (let stop = 1, stood = true; stood; stop++) {
    await index.put(newDocument("a", { texts: [long("first")] }));
    let transactions = 0;
    stood = false;
    index.onCall = async (moment, action) => {
      if (moment !== "before" || !action.includes("TransactWrite") || ++transactions !== stop) return;
      stood = true;
      // Another one brings the document to something else, wholly.
      await index.put(newDocument("a", { title: "Third", texts: [long("third")] }));
    };
    await index.put(newDocument("a", { title: "Second", texts: [long("second"), long("further")] }));
    index.onCall = () => {};
    await expectExact(`stood before transaction ${stop}`);
  }
});

test("a thorough delivery brings back what was lost of the index, whatever is on record", async () => {
  await index.put(newDocument("a", { texts: [long("lost")], filters: ["level:b"], sorts: { price: 5 } }));
  await index.put(newDocument("b", { title: "Algebra again" }));
  const keys = [...(await index.rows("search#")).keys(), ...(await index.rows("searched#course#")).keys()];
  for (const key of keys) await index.lose(key);
  await index.deliver("a");
  expect(await index.rows("search#")).toEqual(new Map());
  for (const id of ["a", "b"]) await index.deliver(id, true);
  await expectExact();
});
