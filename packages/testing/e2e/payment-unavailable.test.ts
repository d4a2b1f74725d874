import type { Fault } from "#local/cloud/faults";
import { call, type Reply } from "../api";
import { violations } from "../invariants";
import { order } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { openShop, type Shopper, type Shoppers } from "../shoppers";
import { inSoak } from "../soak";
import { openStripeLine, type StripeLine } from "../stripe-line";

/** Of the table. */
const faults = inSoak<Fault[]>(["throttle", "http500", "timeout", "reset"], ["throttle", "timeout"]);

describe("while something we need is away", () => {
  let platform: TestPlatform;
  let line: StripeLine;
  let shop: Shoppers;
  beforeAll(async () => {
    line = await openStripeLine();
    platform = await openTestPlatform({ variables: line.variables });
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
  });
  afterEach(async () => {
    line.fail("outage", "/nothing");
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(async () => {
    await platform.close();
    await line.close();
  });

  const expectComeAgain = (reply: Reply, code: string) => {
    expect(reply).toMatchObject({ status: 503, body: { code } });
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  };

  const expectOrdered = async ({ buyer, course }: Shopper) =>
    expect(await order(platform, buyer, course)).toMatchObject({ status: 201, body: { order: { state: "pending" } } });

  it.each(["outage", "silence", "lost answer", "lost request"] as const)(
    "a buyer is told to come again, and then gets the one order: Stripe's %s",
    async (fault) => {
      const shopper = await shop.next();
      line.fail(fault, "/v1/payment_intents");
      expectComeAgain(await order(platform, shopper.buyer, shopper.course), "payment_provider_unavailable");
      line.fail("outage", "/nothing");
      await expectOrdered(shopper);
    },
  );

  it.each(faults)("a buyer is told to come again, and then gets the one order: the table's %s", async (fault) => {
    const shopper = await shop.next();
    const stop = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-ordersFunction") && action === "TransactWriteItems" ? { before: fault } : undefined,
    );
    expectComeAgain(await order(platform, shopper.buyer, shopper.course), "unavailable");
    stop();
    await expectOrdered(shopper);
  });

  it.each(faults)("a reader is told to come again: the table's %s", async (fault) => {
    const { buyer } = await shop.next();
    const stop = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-ordersFunction") && action === "Query" ? { before: fault } : undefined,
    );
    expectComeAgain(await call(platform, "GET /api/orders/my-orders", { token: buyer.token }), "unavailable");
    stop();
  });
});
