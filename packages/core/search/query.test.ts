/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import fc from "fast-check";
import { openIndex, type TestIndex } from "#testing/search-index";
import type { SearchDocument } from "./document";
import type { SearchQuery } from "./query";

let index: TestIndex;
beforeAll(async () => {
  index = await openIndex();
  // The documents of these tests come to lie in two blocks, and in two of each column.
  await index.continueAt(4070);
});
afterAll(() => index.close());
beforeEach(async () => {
  for (const id of index.sources.keys()) await index.remove(id);
});

// A search as anybody would write it who has few documents: the index has to answer the same.

const vocabulary = ["react", "rest", "re", "data", "database", "c", "c++", "java", "javascript", "हिन्दी", "हिसाब"];

interface Ranked {
  document: SearchDocument;
  rank: number;
}

function rankOf({ title, texts }: SearchDocument, words: string[]): number | undefined {
  const [titled, others] = [title.split(" "), texts.join(" ").split(" ")];
  const begins = (word: string) => (one: string) => one === word || (word.length > 1 && one.startsWith(word));
  let rank = 0;
  for (const word of words) {
    const inTitle = titled.some(begins(word));
    if (!inTitle && !others.some(begins(word))) return undefined;
    rank += 1 + (inTitle ? 2 : 0) + (titled.includes(word) ? 1 : 0);
  }
  return rank;
}

/** @param latest every document that ever was, latest first */
function naive(latest: string[], { words, filters = [], sort }: SearchQuery): string[] {
  const asked = [...new Set(words.split(" ").filter(Boolean))];
  const found = latest.flatMap((id): Ranked[] => {
    const document = index.sources.get(id);
    const rank = document && rankOf(document, asked);
    return rank !== undefined && document && filters.every((filter) => document.filters.includes(filter))
      ? [{ document, rank }]
      : [];
  });
  const score = ({ document, rank }: Ranked) => (sort ? (document.sorts?.[sort.by] ?? 0) : rank);
  const sign = sort?.order === "asc" ? 1 : -1;
  return found.toSorted((one, two) => sign * (score(one) - score(two))).map(({ document }) => document.id);
}

const texts = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
const filter = fc.constantFrom("level:a", "level:b", "category:x", "category:y");
const contents = fc.record({
  title: texts,
  texts: fc.array(texts, { maxLength: 2 }),
  filters: fc.uniqueArray(filter),
  sorts: fc.record({ price: fc.nat(5), popular: fc.nat(2 ** 32) }, { requiredKeys: [] }),
});
const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ slot: fc.nat(11), what: fc.constant("put" as const), contents }) },
  { weight: 1, arbitrary: fc.record({ slot: fc.nat(11), what: fc.constant("remove" as const), contents }) },
  { weight: 1, arbitrary: fc.record({ slot: fc.nat(11), what: fc.constant("redeliver" as const), contents }) },
);
const query = fc.record(
  {
    words: fc.oneof(
      texts.map((words) => words.split(" ").slice(0, 3).join(" ")),
      fc.constantFrom("", "r", "c", "da", "data", "jav", "java re", "हि", "हिन्", "c+", "nothing"),
    ),
    filters: fc.uniqueArray(filter, { maxLength: 2 }),
    sort: fc.record({
      by: fc.constantFrom("price", "popular"),
      order: fc.constantFrom("asc" as const, "desc" as const),
    }),
  },
  { requiredKeys: ["words"] },
);

/** All pages by cursor, each checked against the whole. */
async function leaf(asked: SearchQuery, limit: number, expected: string[]): Promise<void> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let number = 1; number === 1 || cursor; number++) {
    const page = await index.search(asked, { limit, cursor });
    expect(page).toMatchObject({ total: expected.length, totalPages: Math.ceil(expected.length / limit) });
    expect(page.currentPage).toBe(number);
    expect(page).toEqual({ ...(await index.search(asked, { limit, page: number })), nextCursor: page.nextCursor });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  }
  expect(seen).toEqual(expected);
}

/** "c+" is the word c, and what begins with it: a sign alone is no letter. */
const asTyped = (words: string): string => words.replaceAll(/\bc\+(?!\+)/g, "c");

test("after any edits, any search finds what a search through the sources finds, in its order, on every page", async () => {
  let run = 0;
  let far = 4070;
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(query, fc.integer({ min: 1, max: 5 })), { minLength: 4, maxLength: 6 }),
      async (edits, queries) => {
        for (const id of index.sources.keys()) await index.remove(id);
        const latest: string[] = [];
        run++;
        for (const { slot, what, contents } of edits) {
          const id = `${run}-${slot}`;
          // Here and there a stretch of other documents lies between.
          if (slot % 4 === 0 && !latest.includes(id)) {
            far += 5000;
            await index.continueAt(far);
          }
          if (what === "put") await index.put({ id, ...contents, card: { id } });
          if (what === "remove") await index.remove(id);
          if (what === "redeliver") await index.deliver(id);
          if (what === "put" && !latest.includes(id)) latest.unshift(id);
        }
        for (const [asked, limit] of queries)
          await leaf(asked, limit, naive(latest, { ...asked, words: asTyped(asked.words) }));
      },
    ),
    { numRuns: 15 },
  );
});

const newDocument = (id: string, overrides: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ id, title: "Algebra", texts: [], filters: [], card: { id } },
  ...overrides,
});

test("whoever has the words whole in the title comes first, then their beginnings there, then elsewhere", async () => {
  await index.put(newDocument("whole", { title: "Data for all" }));
  await index.put(newDocument("begins", { title: "Databases" }));
  await index.put(newDocument("elsewhere", { texts: ["About data"] }));
  expect(await index.find("data")).toEqual(["whole", "begins", "elsewhere"]);
});

test("accents, case and spelling of the same letters make no difference", async () => {
  await index.put(newDocument("a", { title: "Français für Anfänger", texts: ["क़लम हिन्दी"] }));
  for (const words of ["FRANCAIS", "français fur", "anfanger", "क\u093cलम", "हिन्"])
    expect([words, await index.find(words)]).toEqual([words, ["a"]]);
});

test("C, C++ and C# are three languages", async () => {
  for (const name of ["C", "C++", "C#"]) await index.put(newDocument(name, { title: `${name} from scratch` }));
  for (const name of ["C", "C++", "C#"]) expect(await index.find(name)).toEqual([name]);
});

test("what is typed is never a pattern, and never the name of a filter or column", async () => {
  await index.put(newDocument("a", { title: "Regular expressions", filters: ["level:b"], sorts: { price: 1 } }));
  for (const words of ["reg.*", "(reg", "[reg]", "reg$", "#reg", "🚀 reg 🚀"])
    expect([words, await index.find(words)]).toEqual([words, ["a"]]);
  for (const words of ["=level:b", "@price", "r*g", "reg".repeat(5000), "🚀", "*"])
    expect([words, await index.find(words)]).toEqual([words, []]);
});

test("only the first six different words count", async () => {
  await index.put(newDocument("a", { title: "one two three four five six" }));
  expect(await index.find("one two two three four five six seven eight")).toEqual(["a"]);
});

test("a cursor belongs to its words, filters and sort", async () => {
  for (const id of ["a", "b", "c"]) await index.put(newDocument(id, { filters: ["level:a"], sorts: { price: 1 } }));
  const asked: SearchQuery = { words: "algebra", filters: ["level:a"], sort: { by: "price", order: "asc" } };
  const cursor = (await index.search(asked, { limit: 1 })).nextCursor ?? "";
  expect((await index.search({ ...asked, words: " ALGEBRA! " }, { limit: 2, cursor })).rows).toHaveLength(2);
  const others: SearchQuery[] = [
    { ...asked, words: "algebr" },
    { ...asked, filters: [] },
    { ...asked, sort: { by: "price", order: "desc" } },
    { ...asked, sort: { by: "popular", order: "asc" } },
    { ...asked, sort: undefined },
  ];
  for (const other of others)
    await expect(index.search(other, { cursor })).rejects.toMatchObject({ code: "invalid_cursor" });
  await expect(index.search(asked, { limit: 100, page: 11 })).rejects.toMatchObject({ code: "invalid_input" });
});

test("a page costs one call for each word and filter, one for the cards, and one for an order that isn't kept", async () => {
  for (let n = 0; n < 5; n++) await index.put(newDocument(`d${n}`, { filters: ["level:a"], sorts: { price: n } }));
  const calls: string[] = [];
  index.onCall = (moment, action) => void (moment === "before" && calls.push(action));
  const ask = () => index.find("algebra alg", { filters: ["level:a"], sort: { by: "price", order: "asc" } });
  await ask();
  const first = calls.splice(0).toSorted();
  await ask();
  index.onCall = () => {};
  expect(first).toEqual(["BatchGetItem", "Query", "Query", "Query", "Query"].map((name) => `${name}Command`));
  expect(calls.toSorted()).toEqual(["BatchGetItem", "Query", "Query", "Query"].map((name) => `${name}Command`));
});

describe("within half a minute", () => {
  const cheapest: Omit<SearchQuery, "words"> = { sort: { by: "price", order: "asc" } };
  const priced = (id: string, price: number) => index.put(newDocument(id, { sorts: { price } }));

  /** The index changes, and no time passes. */
  async function meanwhile(change: () => Promise<void>): Promise<void> {
    const { now } = index;
    await change();
    index.now = now;
  }

  test("an order stays as it was, with whoever has come in at their place, and then is as it is", async () => {
    for (const [price, id] of ["a", "b", "c"].entries()) await priced(id, price * 10 + 10);
    expect(await index.find("algebra", cheapest)).toEqual(["a", "b", "c"]);
    await meanwhile(() => priced("a", 99));
    await meanwhile(() => priced("new", 15));
    await meanwhile(() => index.remove("b"));
    expect(await index.find("algebra", cheapest)).toEqual(["a", "new", "c"]);
    index.now = new Date(index.now.getTime() + 29_999);
    expect(await index.find("algebra", cheapest)).toEqual(["a", "new", "c"]);
    index.now = new Date(index.now.getTime() + 1);
    expect(await index.find("algebra", cheapest)).toEqual(["new", "c", "a"]);
  });

  test("whoever leafs by cursor sees everybody once, whatever their values become meanwhile", async () => {
    const ids = Array.from({ length: 9 }, (_, n) => `d${n}`);
    for (const [n, id] of ids.entries()) await priced(id, n * 10);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await index.search({ words: "algebra", ...cheapest }, { limit: 2, cursor });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      await meanwhile(() => priced(seen.at(-1) ?? "", 1000));
      await meanwhile(() => priced("d8", 0));
      await meanwhile(() => priced(`early${seen.length}`, 0));
    } while (cursor);
    expect(seen).toEqual(ids);
  });
});
