import { call } from "../api";
import { atEveryCall, doubts, type Job } from "../crash";
import { violations } from "../invariants";
import { order, pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { type Ordered, openShop, type Shoppers } from "../shoppers";
import { hour, minute, pass, signedInAgain, sweep } from "../time";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("the sweeper, coming again", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }), { courses: 1 });
    await webhooks(platform, "drop");
  });
  afterAll(() => platform.close());
  // What another test has left is over, and too old to be looked at: first what is due, then what that has made due.
  beforeEach(async () => {
    for (const _ of [1, 2]) {
      pass(platform, 3 * hour);
      await sweep(platform);
    }
  });

  /** The sweep that meets the mishap, and the next one. */
  const sweeping = {
    worker: "sweeper",
    act: async () => {
      await sweep(platform);
      return undefined;
    },
    recover: async () => {
      pass(platform, 2 * minute);
      await sweep(platform);
    },
  };

  const endsIn =
    (state: string): Job<Ordered>["assess"] =>
    async (ordered, point) => {
      expect([point, await violations(platform)]).toEqual([point, []]);
      const { due, order: orders } = await readRecords(platform);
      expect([point, orders.find(({ id }) => id === ordered.order.id)?.state]).toEqual([point, state]);
      expect(due.filter(({ subject }) => subject === ordered.order.id)).toEqual([]);
    };

  const paid: Job<Ordered> = {
    ...sweeping,
    prepare: async () => {
      const ordered = await shop.ordered();
      await pay(platform, ordered.payment);
      pass(platform, 3 * minute);
      return ordered;
    },
    assess: endsIn("completed"),
  };

  const unpaidYet: Job<Ordered> = {
    ...sweeping,
    prepare: async () => {
      // The one before is given up first, so that this is the only one to look at.
      pass(platform, 31 * minute);
      await sweep(platform);
      const ordered = await shop.ordered();
      pass(platform, 3 * minute);
      return ordered;
    },
    assess: async ({ order: { id } }, point) => {
      expect([point, await violations(platform)]).toEqual([point, []]);
      const { due, order: orders } = await readRecords(platform);
      expect([point, orders.find((one) => one.id === id)?.state]).toEqual([point, "pending"]);
      // A crash between the new entry and the old one's end leaves both.
      expect([1, 2]).toContain(due.filter(({ subject }) => subject === id).length);
    },
  };

  const unpaid: Job<Ordered> = {
    ...sweeping,
    prepare: async () => {
      const ordered = await shop.ordered();
      pass(platform, 31 * minute);
      return ordered;
    },
    assess: endsIn("cancelled"),
  };

  /** The second order is paid before the first, whose time was over: the first one's money is to go back. */
  const paidTwice: Job<Ordered> = {
    ...sweeping,
    prepare: async () => {
      const first = await shop.ordered();
      pass(platform, 31 * minute);
      const { token } = await signedInAgain(platform, first.buyer);
      const { body: second } = await order(platform, { ...first.buyer, token }, first.course);
      for (const { order, payment } of [second, first]) {
        await pay(platform, payment);
        await call(platform, "POST /api/orders/verify-payment", { token, body: { order_id: order.id } });
      }
      await platform.settled();
      return first;
    },
    assess: endsIn("refunded"),
  };

  /** Afterwards it looks whether somebody has paid and has nothing: at the orders, and at what the paid ones grant. */
  const looking = ["Query", "BatchGetItem"];

  it.each(doubts)("settles what was paid, after $name any of its calls", async (doubt) => {
    const points = await atEveryCall(platform, paid, doubt);
    const settling = ["GetItem", "TransactWriteItems", "GetItem", "DeleteItem"];
    expect(points).toEqual(["Query", "GetItem", "GetSecretValue", ...settling, ...looking]);
  });

  it.each(doubts)("keeps an eye on what isn't paid yet, after $name any of its calls", async (doubt) => {
    const points = await atEveryCall(platform, unpaidYet, doubt);
    const putOff = ["GetItem", "GetItem", "PutItem", "DeleteItem"];
    expect(points).toEqual(["Query", "GetItem", "GetSecretValue", ...putOff, looking[0]]);
  });

  it.each(doubts)("gives up what wasn't paid, after $name any of its calls", async (doubt) => {
    const points = await atEveryCall(platform, unpaid, doubt);
    const settling = ["GetItem", "TransactWriteItems", "GetItem", "DeleteItem"];
    expect(points).toEqual(["Query", "GetItem", "GetSecretValue", ...settling, looking[0]]);
  });

  it.each(doubts)("gives back once what was paid twice, after $name any of its calls", async (doubt) => {
    const points = await atEveryCall(platform, paidTwice, doubt);
    // The order and its refund, what the provider says, what there is of it here; settled, and looked at again.
    const settling = ["GetItem", "Query", "GetItem", "TransactWriteItems", "GetItem"];
    const refunding = ["GetItem", "GetItem", "GetSecretValue", ...settling, "DeleteItem"];
    // Before the refund stands the first order's own check, long due.
    expect(points).toEqual(["Query", "GetItem", "DeleteItem", ...refunding, ...looking]);
  });
});
