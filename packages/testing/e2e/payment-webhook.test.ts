import { call, type Reply } from "../api";
import { writesOf } from "../effects";
import { violations } from "../invariants";
import { giveUp, order, pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords, stripeOf } from "../records";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { delivered, eventOf, postEvent, signed } from "../webhook";

const permutations = <Value>(values: Value[]): Value[][] =>
  values.length < 2
    ? [values]
    : values.flatMap((value, at) => permutations(values.toSpliced(at, 1)).map((rest) => [value, ...rest]));

describe("the webhook", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
    // Every event is posted by hand here.
    await webhooks(platform, "drop");
  });
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(() => platform.close());

  const verify = ({ buyer, order }: Ordered) =>
    call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: order.id } });

  const stateOf = async ({ order: { id } }: Ordered) =>
    (await readRecords(platform)).order.find((one) => one.id === id)?.state;

  /** An order that is paid, though nobody has told us. */
  const paid = async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment);
    const succeeded = await eventOf(platform, ordered.payment.payment_id, "payment_intent.succeeded");
    return { ordered, succeeded };
  };

  const statuses = (replies: Reply[]) => replies.map(({ status }) => status);

  const expectSettled = async (ordered: Ordered) => {
    await delivered(platform);
    expect(await stateOf(ordered)).toBe("completed");
    expect((await enrolledIn(platform, ordered.buyer)).filter((id) => id === ordered.course.id)).toHaveLength(1);
  };

  it("grants once when it comes twenty times at once", async () => {
    const { ordered, succeeded } = await paid();
    const replies = await Promise.all(Array.from({ length: 20 }, () => postEvent(platform, succeeded)));
    expect(statuses(replies)).toEqual(Array(20).fill(200));
    await expectSettled(ordered);
  });

  /** The webhook's next transactions meet others on the same items. */
  const conflicts = (times: number) => {
    let left = times;
    return platform.cloud.faults.inject(({ functionName, action }) => {
      if (!functionName?.includes("-webhooksFunction") || action !== "TransactWriteItems" || left === 0)
        return undefined;
      left -= 1;
      return { before: "conflict" };
    });
  };

  it("gets through a crowd: its transaction is tried again while others are at the same items", async () => {
    const { ordered, succeeded } = await paid();
    const stop = conflicts(11);
    expect((await postEvent(platform, succeeded)).status).toBe(200);
    stop();
    await expectSettled(ordered);
  });

  it("asks Stripe to come again when the crowd doesn't end", async () => {
    const { ordered, succeeded } = await paid();
    const stop = conflicts(Number.POSITIVE_INFINITY);
    const reply = await postEvent(platform, succeeded);
    expect(reply).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(reply.headers.get("retry-after")).toBe("1");
    stop();
    expect(await stateOf(ordered)).toBe("pending");
    await postEvent(platform, succeeded);
    await expectSettled(ordered);
  });

  it.each(["before", "after"])("agrees with verify-payment when it comes %s it", async (when) => {
    const { ordered, succeeded } = await paid();
    if (when === "before") await postEvent(platform, succeeded);
    expect(await verify(ordered)).toMatchObject({ status: 200, body: { order: { state: "completed" } } });
    if (when === "after") expect((await postEvent(platform, succeeded)).status).toBe(200);
    await expectSettled(ordered);
  });

  it("agrees with verify-payment when ten of each come at once", async () => {
    const { ordered, succeeded } = await paid();
    const both = Array.from({ length: 10 }, () => [postEvent(platform, succeeded), verify(ordered)]).flat();
    expect(statuses(await Promise.all(both))).toEqual(Array(20).fill(200));
    await expectSettled(ordered);
  });

  it("ends in the same state in whatever order one payment's events come", async () => {
    const types = ["payment_intent.created", "payment_intent.payment_failed", "payment_intent.succeeded"];
    for (const sequence of permutations(types)) {
      const ordered = await shop.ordered();
      await pay(platform, ordered.payment, "pm_card_chargeDeclined");
      await pay(platform, ordered.payment);
      for (const type of sequence)
        expect((await postEvent(platform, await eventOf(platform, ordered.payment.payment_id, type))).status).toBe(200);
      await expectSettled(ordered);
    }
  });

  it("takes nothing back when a cancellation comes after the payment", async () => {
    const { ordered, succeeded } = await paid();
    await postEvent(platform, succeeded);
    const object = { ...succeeded.data.object, status: "canceled" };
    const late = { ...succeeded, id: "evt_late", type: "payment_intent.canceled", data: { object } };
    expect((await postEvent(platform, late)).status).toBe(200);
    await expectSettled(ordered);
  });

  it("leaves an order whose payment is closed to whoever has closed it", async () => {
    const ordered = await shop.ordered();
    await stripeOf(platform).paymentIntents.cancel(ordered.payment.payment_id);
    const closed = await eventOf(platform, ordered.payment.payment_id, "payment_intent.canceled");
    expect((await postEvent(platform, closed)).status).toBe(200);
    expect(await stateOf(ordered)).toBe("pending");
    const again = await order(platform, ordered.buyer, ordered.course);
    expect(again.body.order.id).not.toBe(ordered.order.id);
    expect(await stateOf(ordered)).toBe("cancelled");
    expect((await pay(platform, again.body.payment)).status).toBe(200);
    await postEvent(platform, await eventOf(platform, again.body.payment.payment_id, "payment_intent.succeeded"));
    await expectSettled({ ...ordered, ...again.body });
  });

  it("settles an order that was given up, when the payment turns out to have been in time", async () => {
    const { ordered, succeeded } = await paid();
    await giveUp(platform, ordered.order);
    expect(await stateOf(ordered)).toBe("cancelled");
    await postEvent(platform, succeeded);
    await expectSettled(ordered);
  });

  describe("refuses, and writes nothing, what Stripe didn't sign:", () => {
    const post = (raw: string | Buffer, headers: Record<string, string>) =>
      call(platform, "POST /api/webhooks/stripe", { raw, headers });

    const now = () => Math.floor((Date.now() + platform.ahead) / 1000);

    const forgeries: Record<string, (payload: string) => Promise<Reply>> = {
      "no signature": (payload) => post(payload, { "content-type": "application/json" }),
      "an empty signature": (payload) => post(payload, { "stripe-signature": "" }),
      "a wrong signature": (payload) => post(payload, { "stripe-signature": `t=${now()},v1=${"0".repeat(64)}` }),
      "a signature of old": (payload) => post(payload, signed(platform, payload, now() - 301)),
      "an old signature with a fresh time": (payload) => {
        const { "stripe-signature": old = "" } = signed(platform, payload, now() - 301);
        return post(payload, { "stripe-signature": old.replace(/t=\d+/, `t=${now()}`) });
      },
      "an altered body": (payload) => post(payload.replace("149900", "149901"), signed(platform, payload)),
      "other spaces": (payload) => post(JSON.stringify(JSON.parse(payload)), signed(platform, payload)),
      "the body in base64": (payload) => post(Buffer.from(payload).toString("base64"), signed(platform, payload)),
      "nothing at all": (payload) => post("", signed(platform, payload)),
    };

    it.each(Object.keys(forgeries))("%s", async (name) => {
      const { ordered, succeeded } = await paid();
      const reply = await forgeries[name]?.(JSON.stringify(succeeded, null, 2));
      if (!reply) throw new Error("no such forgery");
      expect(reply).toMatchObject({ status: 400, body: { code: "invalid_signature" } });
      expect(writesOf(platform, reply)).toEqual([]);
      expect(await stateOf(ordered)).toBe("pending");
      await verify(ordered);
    });

    it("but takes signed bytes that the gateway handed over in base64", async () => {
      const { ordered, succeeded } = await paid();
      const payload = JSON.stringify(succeeded);
      const headers = { ...signed(platform, payload), "content-type": "application/octet-stream" };
      expect((await post(Buffer.from(payload), headers)).status).toBe(200);
      await expectSettled(ordered);
    });
  });

  it("asks Stripe to come again about an order that isn't there yet, and settles it then", async () => {
    const { ordered, succeeded } = await paid();
    const { documents, store } = await import("#adapters/table");
    const { DeleteCommand, GetCommand, PutCommand } = await import("@aws-sdk/lib-dynamodb");
    const Key = { pk: `order#${ordered.order.id}`, sk: "order" };
    const { Item } = await documents.send(new GetCommand({ TableName: store.table, Key }));
    await documents.send(new DeleteCommand({ TableName: store.table, Key }));

    expect(await postEvent(platform, succeeded)).toMatchObject({ status: 404, body: { code: "order_not_found" } });
    await documents.send(new PutCommand({ TableName: store.table, Item }));
    expect((await postEvent(platform, succeeded)).status).toBe(200);
    await expectSettled(ordered);
  });

  it("has nothing to do with payments that aren't ours, nor with other events", async () => {
    const stripe = stripeOf(platform);
    const foreign = await stripe.paymentIntents.create({
      ...{ amount: 5000, currency: "inr", confirm: true, payment_method: "pm_card_visa" },
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    });
    const events = await stripe.events.list({ limit: 20 });
    const strange = [
      ...events.data.filter(({ type }) => type.startsWith("charge.")),
      await eventOf(platform, foreign.id, "payment_intent.succeeded"),
    ];
    for (const event of strange) {
      const reply = await postEvent(platform, event);
      expect(reply).toMatchObject({ status: 200, body: { received: true } });
      expect(writesOf(platform, reply)).toEqual([]);
    }
  });
});
