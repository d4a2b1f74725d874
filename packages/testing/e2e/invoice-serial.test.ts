import { call } from "../api";
import { newCourse } from "../courses";
import { atEveryCall, doubts, type Job } from "../crash";
import { bought, firstOf, invoiceOf, serialsOf } from "../invoices";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { type Ordered, openShop } from "../shoppers";
import { pass, signedInAgain } from "../time";
import { delivered } from "../webhook";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(120_000);

let platform: TestPlatform;
let admin: Person;
beforeEach(async () => {
  jest.resetModules();
  platform = await openTestPlatform({ environments: 8 });
  admin = await newPerson(platform, { role: "admin" });
});
afterEach(async () => {
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
  await platform.close();
});

const ids = (rows: Record<string, unknown>[], key: string): string[] => rows.map((row) => String(row[key])).sort();

describe("invoices", () => {
  it("of sixty sales at once are numbered one to sixty, one each", async () => {
    const courses = await Promise.all(Array.from({ length: 10 }, () => newCourse(platform, admin)));
    const buyers = await Promise.all(Array.from({ length: 6 }, () => newPerson(platform)));
    const sales = buyers.flatMap((buyer) => courses.map((course) => ({ buyer, course })));
    const orders = await Promise.all(sales.map(({ buyer, course }) => order(platform, buyer, course)));
    await Promise.all(orders.map(({ body }) => pay(platform, body.payment)));
    await delivered(platform);
    const invoices = await rowsOf("invoice");
    expect(serialsOf(invoices)).toEqual(firstOf(60));
    expect(ids(invoices, "order_id")).toEqual(orders.map(({ body }) => body.order.id).sort());
    const rows = await rowsOf("order");
    expect(ids(rows, "invoice_number")).toEqual(ids(invoices, "number"));
  });

  it("made by many at once are numbered all the same", async () => {
    const stop = platform.cloud.faults.inject(({ functionName }) =>
      functionName?.includes("-invoicerFunction") ? { before: "crash" } : undefined,
    );
    const courses = await Promise.all(Array.from({ length: 8 }, () => newCourse(platform, admin)));
    const buyer = await newPerson(platform);
    const orders = await Promise.all(courses.map((course) => order(platform, buyer, course)));
    const { settle } = await import("#core/settlement");
    const { nothingDue } = await import("#core/payment");
    const { Orders } = await import("#core/order.entity");
    for (const { body } of orders) {
      const { data } = await Orders.get({ id: body.order.id }).go({ consistent: true });
      if (data) await settle(data.id, { ...nothingDue(data), provider: "manual", payment_id: admin.id }, new Date());
    }
    const { fileOrder } = await import("#core/paperwork");
    const twice = [...orders, ...orders].map(({ body }) => fileOrder(body.order.id, new Date()));
    await Promise.all(twice);
    expect(serialsOf(await rowsOf("invoice"))).toEqual(firstOf(8));
    stop();
    await platform.settled();
    expect(serialsOf(await rowsOf("invoice"))).toEqual(firstOf(8));
  });

  it.each(doubts)("have no gap and no double after $name any of the invoicer's calls", async (doubt) => {
    const shop = await openShop(platform, admin, { courses: 3 });
    let sold = 0;
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
        expect([point, serialsOf(await rowsOf("invoice"))]).toEqual([point, firstOf(sold)]);
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

  it("begin anew with the financial year, which is India's", async () => {
    const course = await newCourse(platform, admin);
    const first = await bought(platform, await newPerson(platform), course);
    const year = new Date(Date.now() + 5.5 * 3600_000);
    const begins = year.getUTCMonth() >= 3 ? year.getUTCFullYear() + 1 : year.getUTCFullYear();
    pass(platform, Date.UTC(begins, 2, 31, 18, 31) - Date.now());
    admin = await signedInAgain(platform, admin);
    const next = await bought(platform, await newPerson(platform), course);
    const last = begins % 100;
    expect((await invoiceOf(first)).number).toBe(`IQ/${last - 1}${last}/0000001`);
    expect((await invoiceOf(next)).number).toBe(`IQ/${last}${last + 1}/0000001`);
  });

  it("are not made of what was free, unpaid, or is on its way back", async () => {
    const { body: free } = await order(
      platform,
      await newPerson(platform),
      await newCourse(platform, admin, { price: 0 }),
    );
    const buyer = await newPerson(platform);
    const course = await newCourse(platform, admin);
    const { body: unpaid } = await order(platform, buyer, course);
    const paid = await bought(platform, buyer, await newCourse(platform, admin));
    await platform.settled();
    expect(ids(await rowsOf("invoice"), "order_id")).toEqual([paid]);
    expect([free.order.invoice_number, unpaid.order.invoice_number]).toEqual([null, null]);
  });

  it("are made by a rebuild where the stream has lost their cause", async () => {
    const stop = platform.cloud.faults.inject(({ functionName }) =>
      functionName?.includes("-invoicerFunction") ? { before: "crash" } : undefined,
    );
    const { body } = await order(platform, await newPerson(platform), await newCourse(platform, admin));
    const { rebuild } = await import("#core/rebuild");
    await call(platform, `PUT /api/orders/${body.order.id}/status`, {
      ...{ token: admin.token, body: { status: "completed", reason: "Bank transfer" } },
    });
    expect(await rowsOf("invoice")).toEqual([]);
    await rebuild(() => Promise.resolve(), new Date());
    expect(serialsOf(await rowsOf("invoice"))).toEqual([1]);
    stop();
    await platform.settled();
  });
});
