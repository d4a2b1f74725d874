import { z } from "zod";
import type { Glance } from "#adapters/payment";
import { type OpenedRazorpay, openRazorpayProvider } from "#testing/razorpay";

const Orders = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

describe("orders at Razorpay", () => {
  let open: OpenedRazorpay;
  beforeAll(async () => {
    open = await openRazorpayProvider();
  });
  beforeEach(() => open.line.fail("outage", "/nothing"));
  afterAll(() => open.close());

  const madeFor = async (order_id: string) =>
    Orders.parse((await open.local.get(`/v1/orders?receipt=${order_id}`)).body).items;

  it("tell whose they are", async () => {
    const request = open.request();
    const { reference } = await open.provider.create(request);
    expect(await madeFor(request.order_id)).toMatchObject([
      {
        ...{ id: reference, receipt: request.order_id, notes: { order_id: request.order_id } },
        ...{ amount: 149_900, currency: "INR", status: "created" },
      },
    ]);
  });

  it("are one for one of ours, also when it is asked for again", async () => {
    const request = open.request();
    const first = await open.provider.create(request);
    expect(await open.provider.create(request)).toEqual(first);
    expect(await madeFor(request.order_id)).toHaveLength(1);
  });

  it("are one for everybody who asks at the same time", async () => {
    const request = open.request();
    const made = await Promise.all(Array.from({ length: 8 }, () => open.provider.create(request)));
    expect(new Set(made.map(({ reference }) => reference)).size).toBe(1);
  });

  it("are one after an answer was lost", async () => {
    const request = open.request();
    open.line.fail("lost answer", "POST /v1/orders", 1);
    await expect(open.provider.create(request)).rejects.toThrow();
    const { reference } = await open.provider.create(request);
    expect(await madeFor(request.order_id)).toMatchObject([{ id: reference }]);
  });

  it("aren't asked for twice by one call", async () => {
    const request = open.request();
    const before = open.line.asked.length;
    open.line.fail("outage", "POST /v1/orders");
    const failure = await open.provider.create(request).catch((error: unknown) => error);
    expect(open.provider.isRefusal(failure)).toBe(false);
    expect(open.line.asked.slice(before)).toEqual(["GET /v1/orders", "POST /v1/orders"]);
  });

  it("that Razorpay doesn't take are refused", async () => {
    const failure = await open.provider.create(open.request({ amount: 99 })).catch((error: unknown) => error);
    expect(open.provider.isRefusal(failure)).toBe(true);
    expect(String(failure)).toContain("Order amount less than minimum amount allowed");
  });

  it("are found again after one failure, and not after two", async () => {
    const reference = await open.order();
    open.line.fail("lost answer", reference, 1);
    expect(await open.provider.retrieve(reference)).toMatchObject({ reference, outcome: "open" });
    open.line.fail("outage", reference, 2);
    const failure = await open.provider.retrieve(reference).catch((error: unknown) => error);
    expect(open.provider.isRefusal(failure)).toBe(false);
    expect(String(failure)).toContain("Razorpay answered 500, SERVER_ERROR");
  });

  it("aren't waited for without end", async () => {
    open.line.fail("silence", "POST /v1/orders");
    await expect(open.provider.create(open.request())).rejects.toThrow(/timeout|aborted/);
  });

  it("that nobody knows are refused, and wrong keys aren't a refusal", async () => {
    const unknown = await open.provider.retrieve("order_none").catch((error: unknown) => error);
    expect(open.provider.isRefusal(unknown)).toBe(true);
    process.env.RAZORPAY_KEY_ID = "rzp_test_other";
    const locked = await open.provider.retrieve("order_none").catch((error: unknown) => error);
    process.env.RAZORPAY_KEY_ID = "rzp_test_local";
    expect(String(locked)).toContain("Razorpay answered 401");
    expect(open.provider.isRefusal(locked)).toBe(false);
  });

  it("are paid for with the public key", () => {
    expect(open.provider.publishableKey()).toBe("rzp_test_local");
  });
});

describe("an account of Razorpay that takes a receipt once only", () => {
  it("has one order for everybody who asks at the same time", async () => {
    const open = await openRazorpayProvider({ uniqueReceipts: true });
    const request = open.request();
    const made = await Promise.all(Array.from({ length: 8 }, () => open.provider.create(request)));
    expect(new Set(made.map(({ reference }) => reference)).size).toBe(1);
    expect(Orders.parse((await open.local.get("/v1/orders")).body).items).toHaveLength(1);
    await open.close();
  });
});

describe("payments at Razorpay between two moments", () => {
  it("are listed to the last, however many, and told by their orders", async () => {
    const clock = { now: Date.UTC(2026, 0, 1) };
    const open = await openRazorpayProvider({ clock: () => clock.now });
    const listed = async (from: number, until: number) => {
      const found: Glance[] = [];
      for await (const glance of open.provider.list(new Date(from), new Date(until))) found.push(glance);
      return found.map(({ reference }) => reference);
    };
    const start = clock.now;
    const paid: string[] = [];
    for (; paid.length < 103; clock.now += 1000) {
      const made = await open.local.post("/v1/orders", { amount: 50_000, currency: "INR" });
      const { id } = z.object({ id: z.string() }).parse(made.body);
      if (paid.length < 3) await open.local.pay(id, { outcome: "failed" });
      await open.local.pay(id);
      paid.push(id);
    }
    expect((await listed(start, clock.now)).sort()).toEqual([...paid].sort());
    expect(await listed(start + 1000, start + 3000)).toEqual([paid[2], paid[1]]);
    await open.close();
  });
});
