import type { Template } from "#local/cloud/template";
import { call } from "../api";
import { newCourse } from "../courses";
import { atEveryCall, doubts, type Job } from "../crash";
import { bought, firstOf, invoiceOf, serialsOf } from "../invoices";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { type Ordered, openShop } from "../shoppers";
import { inSoak } from "../soak";
import { pass, signedInAgain } from "../time";
import { delivered } from "../webhook";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

/** Nobody is waiting for these receipts. */
function withoutMail({ Resources }: Template): void {
  for (const id of Object.keys(Resources)) if (id.startsWith("mailerStream")) delete Resources[id];
}

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform({ environments: 8, mutate: (_stack, served) => withoutMail(served) });
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

type Row = Record<string, unknown>;
const ids = (rows: Row[], key: string): string[] => rows.map((row) => String(row[key])).sort();

/** Each invoice is of another order, and they are numbered from one on. @returns how many there are */
async function numberedWell(): Promise<number> {
  const invoices = await rowsOf("invoice");
  expect(serialsOf(invoices)).toEqual(firstOf(invoices.length));
  expect(new Set(ids(invoices, "order_id")).size).toBe(invoices.length);
  const numbers = (await rowsOf("order")).filter(({ invoice_number }) => invoice_number !== undefined);
  expect(ids(numbers, "invoice_number")).toEqual(ids(invoices, "number"));
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
  return invoices.length;
}

/** As long as this holds, the stream's consumer makes nothing. @returns its end */
const withoutInvoicer = () =>
  platform.cloud.faults.inject(({ functionName }) =>
    functionName?.includes("-invoicerFunction") ? { before: "crash" } : undefined,
  );

const settleByHand = (id: string) =>
  call(platform, `PUT /api/orders/${id}/status`, {
    ...{ token: admin.token, body: { status: "completed", reason: "Bank transfer" } },
  });

describe("invoices", () => {
  it("of many sales at once are numbered from one on, one each", async () => {
    const courses = inSoak(10, 3);
    const buyers: Person[] = [];
    for (let n = 0; n < 6; n++) buyers.push(await newPerson(platform));
    const payments: Parameters<typeof pay>[1][] = [];
    for (let n = 0; n < courses; n++) {
      const course = await newCourse(platform, admin);
      for (const buyer of buyers) payments.push((await order(platform, buyer, course)).body.payment);
    }
    await Promise.all(payments.map((payment) => pay(platform, payment)));
    await delivered(platform);
    expect(await numberedWell()).toBe(courses * buyers.length);
  });

  it("made by many at once are numbered all the same", async () => {
    const before = await numberedWell();
    const buyer = await newPerson(platform);
    const orders: string[] = [];
    for (let n = 0; n < 6; n++)
      orders.push((await order(platform, buyer, await newCourse(platform, admin))).body.order.id);
    const stop = withoutInvoicer();
    for (const id of orders) await settleByHand(id);
    const { fileOrder } = await import("#core/paperwork");
    await Promise.all([...orders, ...orders].map((id) => fileOrder(id, new Date())));
    stop();
    await platform.settled();
    expect(await numberedWell()).toBe(before + 6);
  });

  it.each(doubts)("have no gap and no double after $name any of the invoicer's calls", async (doubt) => {
    const shop = await openShop(platform, admin, { courses: 3 });
    let sold = await numberedWell();
    const job: Job<Ordered> = {
      worker: "invoicer",
      prepare: () => shop.ordered(),
      act: async ({ payment }) => {
        await pay(platform, payment);
        await delivered(platform);
        return undefined;
      },
      recover: () => delivered(platform),
      assess: async ({ order: { id } }, point) => {
        sold++;
        expect([point, await numberedWell()]).toEqual([point, sold]);
        const { number } = await invoiceOf(id);
        const { body } = await call(platform, `GET /api/orders/${id}`, { token: admin.token });
        expect([point, body.order.invoice_number]).toEqual([point, number]);
        const { body: told } = await call(platform, `GET /api/orders/${id}/timeline`, { token: admin.token });
        const entries = told.timeline.filter(({ what }: { what: string }) => what === "invoiced");
        expect([point, entries]).toMatchObject([point, [{ money: 0, detail: { number } }]]);
      },
    };
    const points = await atEveryCall(platform, job, doubt);
    expect(points).toEqual(["GetItem", "GetItem", "TransactWriteItems", "GetItem"]);
  });

  it("are not made of what was free or is unpaid", async () => {
    const before = await numberedWell();
    const buyer = await newPerson(platform);
    const { body: free } = await order(platform, buyer, await newCourse(platform, admin, { price: 0 }));
    const { body: unpaid } = await order(platform, buyer, await newCourse(platform, admin));
    await platform.settled();
    expect([free.order.state, unpaid.order.state]).toEqual(["completed", "pending"]);
    expect(await numberedWell()).toBe(before);
  });

  it("are made by a rebuild where the stream has lost their cause", async () => {
    const before = await numberedWell();
    const { body } = await order(platform, await newPerson(platform), await newCourse(platform, admin));
    const stop = withoutInvoicer();
    await settleByHand(body.order.id);
    expect(await numberedWell()).toBe(before);
    const { rebuild } = await import("#core/rebuild");
    await rebuild(() => Promise.resolve(), new Date());
    expect(await numberedWell()).toBe(before + 1);
    stop();
    await platform.settled();
    expect(await numberedWell()).toBe(before + 1);
  });

  it("begin anew with the financial year, which is India's", async () => {
    const before = await numberedWell();
    const course = await newCourse(platform, admin);
    const first = await bought(platform, await newPerson(platform), course);
    const year = new Date(Date.now() + 5.5 * 3600_000);
    const begins = year.getUTCMonth() >= 3 ? year.getUTCFullYear() + 1 : year.getUTCFullYear();
    pass(platform, Date.UTC(begins, 2, 31, 18, 31) - Date.now());
    admin = await signedInAgain(platform, admin);
    const next = await bought(platform, await newPerson(platform), course);
    const last = begins % 100;
    expect((await invoiceOf(first)).number).toBe(`IQ/${last - 1}${last}/${String(before + 1).padStart(7, "0")}`);
    expect((await invoiceOf(next)).number).toBe(`IQ/${last}${last + 1}/0000001`);
  });
});
