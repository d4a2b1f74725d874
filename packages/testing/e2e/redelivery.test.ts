import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { samples } from "#functions/mailer/samples";
import { visiting } from "../bench/step";
import { tour } from "../bench/tour";
import { placeEvent } from "../events";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { RareWays } from "../rare-ways";

describe("after everything that the platform can do was done once", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
    await tour(platform, visiting(platform));
    await tellOfEvents();
    await platform.settled();
  }, 300_000);
  afterAll(() => platform.close());

  /** The rest of what people are told of events. */
  async function tellOfEvents(): Promise<void> {
    const { Notices } = await import("#core/notice.entity");
    const { id: user_id, name: user_name, email: user_email } = await newPerson(platform);
    const { id: event_id } = await placeEvent();
    const ttl = Math.floor(Date.now() / 1000) + 24 * 3600;
    for (const [kind, occasion] of [
      ["reminder", "#1"] as const,
      ["changed", "1"] as const,
      ["cancelled", "2"] as const,
    ])
      await Notices.create({ user_id, user_name, user_email, event_id, kind, occasion, ttl }).go();
  }

  /** Marks count how often a source was looked at: they may move, what follows from them may not. */
  const counting = new Set(["mark", "searchmark"]);

  /** Epoch seconds: what expires before may go while a test looks. */
  const soon = Math.floor(Date.now() / 1000) + 3600;
  const isPassing = ({ ttl }: Record<string, unknown>): boolean => typeof ttl === "number" && ttl < soon;

  async function table(): Promise<Map<string, unknown>> {
    const { documents, store } = await import("#adapters/table");
    const rows = new Map<string, unknown>();
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: store.table }))
      for (const { pk, sk, ...rest } of Items)
        if (!counting.has(String(rest.__edb_e__)) && !isPassing(rest)) rows.set(`${pk} ${sk}`, rest);
    return rows;
  }

  it("every counter says what it counts", async () => {
    const { takeCensus } = await import("#core/census");
    expect(await takeCensus()).toEqual([]);
  });

  /** Every mail there is: by its addressee and what it is about. */
  async function mails(): Promise<string[]> {
    const sent = await fetch(`${platform.cloud.urls.inbox}/messages.json`);
    const found = (await sent.json()) as { id: string; subject: string }[];
    return found.map(({ id, subject }) => `${id} ${subject}`).toSorted();
  }

  it("every kind of mail was sent", async () => {
    const about = (await mails()).join("\n");
    const kinds = Object.values(samples("Asha", "…")).map(({ subject }) => subject.replace(/:.*/, ""));
    // Of a payment that couldn't be granted, which nothing here makes: see the payments that come twice.
    const elsewhere = "Your payment goes back";
    expect([...new Set(kinds)].filter((kind) => !about.includes(kind) && kind !== elsewhere)).toEqual([]);
  });

  it("all of its changes, delivered twice more, change nothing, and send nothing", async () => {
    const before = await table();
    const sent = await mails();
    for (const _ of [1, 2]) {
      for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
      await platform.settled();
    }
    expect(await table()).toEqual(before);
    expect(await mails()).toEqual(sent);
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

  it("and what is rare was done as well, every right that is granted was needed", async () => {
    await new RareWays(platform, await newPerson(platform, { role: "admin" })).take();

    // What Lambda itself does on behalf of a function is not seen here.
    const byLambda = /^(xray|logs|sqs):|Stream/;
    const idle = platform.cloud.access.unused().filter(({ action }) => !byLambda.test(action));
    const named = idle.map(({ role, action, resource }) => {
      const [, name = role] = /^instaiq-dev-(\w+?)Role/.exec(role) ?? [];
      return `${name}: ${action} on ${resource.split(":").at(-1)}`;
    });
    expect(named).toEqual([]);
  }, 300_000);
});
