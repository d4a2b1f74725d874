import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { call } from "../api";
import { tour } from "../bench/tour";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("after everything that the platform can do was done once", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
    await tour(platform, (_, route, request) => call(platform, route, request));
    await platform.settled();
  }, 300_000);
  afterAll(() => platform.close());

  /** Marks count how often a source was looked at: they may move, what follows from them may not. */
  const counting = new Set(["mark", "searchmark"]);

  async function table(): Promise<Map<string, unknown>> {
    const { documents, store } = await import("#adapters/table");
    const rows = new Map<string, unknown>();
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: store.table }))
      for (const { pk, sk, ...rest } of Items) if (!counting.has(String(rest.__edb_e__))) rows.set(`${pk} ${sk}`, rest);
    return rows;
  }

  it("every counter says what it counts", async () => {
    const { takeCensus } = await import("#core/census");
    expect(await takeCensus()).toEqual([]);
  });

  it("all of its changes, delivered twice more, change nothing", async () => {
    const before = await table();
    for (const _ of [1, 2]) {
      for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
      await platform.settled();
    }
    expect(await table()).toEqual(before);
  });

  it("a rebuild changes nothing and finds nothing to set right", async () => {
    const before = await table();
    const { rebuild } = await import("#core/rebuild");
    const { projected, differences } = await rebuild(() => Promise.resolve(), new Date());
    await platform.settled();
    expect(differences).toEqual([]);
    expect(projected).toBeGreaterThan(5);
    expect(await table()).toEqual(before);
  });
});
