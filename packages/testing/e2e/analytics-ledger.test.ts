import type { DynamoDBStreamEvent } from "aws-lambda";
import fc from "fast-check";
import { dayOf } from "#core/day";
import type { Entry } from "#core/journal";
import type { Template } from "#local/cloud/template";
import { call } from "../api";
import { type Story, story, streamed, writeStory } from "../ledger";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { inSoak } from "../soak";

const decimals: Record<string, number> = { INR: 2, USD: 2, JPY: 0 };

/** The stream leads nowhere: the test hands over what it tells, in orders of its own. */
function silenced({ Resources }: Template): void {
  for (const resource of Object.values(Resources))
    if (resource.Type === "AWS::Lambda::EventSourceMapping")
      resource.Properties = { ...resource.Properties, Enabled: false };
}

// Many runs, each over a table of its own month: a busy machine takes its time.
jest.setTimeout(180_000);

describe("after any month of orders, told of in any order and more than once", () => {
  let platform: TestPlatform;
  let admin: Person;
  let project: (event: DynamoDBStreamEvent) => Promise<unknown>;
  beforeAll(async () => {
    platform = await openTestPlatform({ mutate: (_stack, template) => silenced(template) });
    admin = await newPerson(platform, { role: "admin" });
    const { handler } = await import("#functions/projector/index");
    project = (event) => handler(event);
  });
  afterAll(() => platform.close());

  let months = 0;

  /** A month that no other run has been to. */
  const nextMonth = (): Date => new Date(Date.UTC(2001, 3 * months++, 1) - 5.5 * 3600_000);

  async function write(stories: Story[]): Promise<{ entries: Entry[]; from: string; to: string }> {
    const month = nextMonth();
    const rows: unknown[] = [];
    for (const [n, one] of stories.entries()) rows.push(...(await writeStory(`ord_month${months}x${n}`, month, one)));
    const [from, to] = [dayOf(month), dayOf(new Date(month.getTime() + 85 * 86_400_000))];
    // The rows of the ledger are its entries.
    return { entries: rows as Entry[], from, to };
  }

  /** Sums by day and currency, in minor units. */
  function sums(rows: { day: string; currency: string; amount: number }[]): Record<string, number> {
    const found: Record<string, number> = {};
    for (const { day, currency, amount } of rows) {
      const name = `${day} ${currency}`;
      found[name] = (found[name] ?? 0) + amount;
    }
    return Object.fromEntries(
      Object.entries(found)
        .filter(([, amount]) => amount !== 0)
        .sort(),
    );
  }

  const ledgerSums = (entries: Entry[], part: (entry: Entry) => number) =>
    sums(entries.map((entry) => ({ day: dayOf(new Date(entry.at)), currency: entry.currency, amount: part(entry) })));

  const minor = (amount: unknown, currency: string): number =>
    Math.round(Number(amount) * 10 ** (decimals[currency] ?? 0));

  /** The endpoint's answer, and how to ask it for the sums of one figure. */
  async function figures(from: string, to: string): Promise<(figure: string) => Record<string, number>> {
    const { token } = admin;
    const { body, status } = await call(platform, `GET /api/orders/analytics?from=${from}&to=${to}`, { token });
    if (status !== 200) throw new Error(JSON.stringify(body));
    const rows: Record<string, unknown>[] = body.orders;
    return (figure) =>
      sums(
        rows.map(({ date, currency, [figure]: amount }) => ({
          ...{ day: String(date), currency: String(currency) },
          amount: figure === "paid" ? Number(amount) : minor(amount, String(currency)),
        })),
      );
  }

  it("revenue is the sum of the ledger, per day and currency, and being told again changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (stories, luck) => {
          const { entries, from, to } = await write(stories);
          const shuffled = [...entries, ...entries.filter((_, n) => n % 2 === 0)]
            .map((entry) => ({ entry, at: luck.next().value }))
            .sort((one, other) => one.at - other.at)
            .map(({ entry }) => entry);
          const cut = Math.ceil(shuffled.length / 3);
          // Two at a time, as a stream with two shards, and more than fits into a batch.
          await Promise.all(
            [shuffled.slice(0, cut), shuffled.slice(cut)].map(async (rows) => project(await streamed(rows))),
          );
          const told = await figures(from, to);
          const expected: Record<string, (entry: Entry) => number> = {
            net: ({ money }) => money,
            gross: ({ what, money }) => (what === "paid" ? money : 0),
            refunds: ({ what, money }) => (what.startsWith("refund") ? -money : 0),
            disputes: ({ what, money }) => (what.startsWith("dispute") ? -money : 0),
            paid: ({ what }) => (what === "paid" ? 1 : 0),
          };
          for (const [figure, part] of Object.entries(expected))
            expect([figure, told(figure)]).toEqual([figure, ledgerSums(entries, part)]);
          const before = await rowsOf("bucket");
          await project(await streamed(shuffled.toReversed()));
          expect(await rowsOf("bucket")).toEqual(before);
        },
      ),
      { numRuns: inSoak(10, 3) },
    );
    const { takeCensus } = await import("#core/census");
    const wrong = (await takeCensus()).filter(({ what }) => /^(orders|course|event)/.test(what));
    expect(wrong).toEqual([]);
  });

  it("all entries of a batch that are of one day are one transaction", async () => {
    const month = nextMonth();
    const still: Story = { placed: 600, currency: "INR", kind: "course", subject: 1, told: [] };
    const rows: Record<string, unknown>[] = [];
    for (let n = 0; n < 25; n++)
      rows.push(...(await writeStory(`ord_folded${n}`, month, { ...still, placed: 600 + n })));
    const { documents } = await import("#adapters/table");
    const event = await streamed(rows);
    const sent = jest.spyOn(documents, "send");
    await project(event);
    const kinds = sent.mock.calls.map(([command]) => command.constructor.name);
    sent.mockRestore();
    expect(kinds).toEqual(["BatchGetCommand", "BatchGetCommand", "TransactWriteCommand"]);
  });
});
