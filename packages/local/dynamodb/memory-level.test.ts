import { MemoryLevel } from "./memory-level";

const filled = async (...keys: string[]): Promise<MemoryLevel> => {
  const level = new MemoryLevel();
  await level.batch(keys.map((key) => ({ type: "put", key, value: { key } })));
  return level;
};

const keysIn = async (level: MemoryLevel, range: Parameters<MemoryLevel["iterator"]>[0]): Promise<string[]> =>
  (await level.iterator(range).nextv(100)).map(([key]) => key);

describe("a LevelDB of memory", () => {
  it.each([
    ["all of it", {}, ["a", "b", "c", "d"]],
    ["from a key on", { gte: "b" }, ["b", "c", "d"]],
    ["behind a key", { gt: "b" }, ["c", "d"]],
    ["up to a key", { lte: "c" }, ["a", "b", "c"]],
    ["before a key", { lt: "c" }, ["a", "b"]],
    ["the last ones", { reverse: true, limit: 2 }, ["d", "c"]],
    ["none", { limit: 0 }, []],
    ["as many as there are", { limit: -1, gt: "c" }, ["d"]],
  ])("reads in the order of keys: %s", async (_which, range, found) => {
    expect(await keysIn(await filled("c", "a", "d", "b"), range)).toEqual(found);
  });

  it("reads on from where it was, whatever is written meanwhile", async () => {
    const level = await filled("a", "c");
    const entries = level.iterator({});
    expect(await entries.nextv(1)).toEqual([["a", { key: "a" }]]);
    await level.batch([{ type: "put", key: "b", value: 1 }]);
    expect(await entries.nextv(5)).toEqual([["c", { key: "c" }]]);
  });

  it("has values of its own: what is changed outside isn't changed in it", async () => {
    const value = { list: [1] };
    const level = new MemoryLevel();
    await level.batch([{ type: "put", key: "a", value }]);
    value.list.push(2);
    expect(level.getSync("a")).toEqual({ list: [1] });
  });

  it("forgets what is deleted or cleared", async () => {
    const level = await filled("a", "b1", "b2", "c");
    await level.batch([{ type: "del", key: "a" }]);
    await level.clear({ gte: "b", lt: "c" });
    expect([await keysIn(level, {}), level.getSync("a")]).toEqual([["c"], undefined]);
  });

  it("can be begun with what another one had, and leaves that alone", async () => {
    const first = await filled("a");
    const content = first.content();
    const second = new MemoryLevel(content);
    await second.batch([{ type: "put", key: "b", value: 1 }]);
    expect([[...second.texts("")].length, content.size]).toEqual([2, 1]);
  });
});
