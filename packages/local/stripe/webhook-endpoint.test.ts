import { paidBy, type RunningStripe, receiveWebhooks, startStripe, webhookSecret } from "./fixture";

let account: RunningStripe;
let usual: Awaited<ReturnType<typeof receiveWebhooks>>;
let own: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  [usual, own] = await Promise.all([receiveWebhooks(), receiveWebhooks()]);
  account = await startStripe({ webhook: { url: () => usual.origin, secret: () => webhookSecret } });
});
afterEach(async () => {
  await account.close();
  await Promise.all([usual.close(), own.close()]);
});

async function paid(): Promise<void> {
  await account.sdk.paymentIntents.create(paidBy("pm_card_visa"));
  await account.stripe.settled();
}

const make = (events: "payment_intent.succeeded" | "*" = "payment_intent.succeeded") =>
  account.sdk.webhookEndpoints.create({ url: own.origin, enabled_events: [events] });

test("an endpoint gets the events that it asked for, signed with a secret that is told once", async () => {
  const { id, secret = "" } = await make();
  await paid();
  expect(own.types()).toEqual(["payment_intent.succeeded"]);
  expect(usual.types()).toEqual([]);
  const [{ body, signature } = { body: "", signature: "" }] = own.received;
  expect(account.sdk.webhooks.constructEvent(body, signature, secret).type).toBe("payment_intent.succeeded");
  expect(() => account.sdk.webhooks.constructEvent(body, signature, webhookSecret)).toThrow();
  expect(await account.sdk.webhookEndpoints.retrieve(id)).not.toHaveProperty("secret");
  expect((await account.sdk.webhookEndpoints.list()).data).toMatchObject([{ id, status: "enabled" }]);
});

test("two endpoints both get an event, each signed for itself", async () => {
  const made = [await make(), await make()];
  await paid();
  expect(own.received).toHaveLength(2);
  const fits = own.received.flatMap(({ body, signature }) =>
    made.filter(({ secret = "" }) => {
      try {
        return account.sdk.webhooks.constructEvent(body, signature, secret);
      } catch {
        return false;
      }
    }),
  );
  expect(new Set(fits.map(({ id }) => id)).size).toBe(2);
});

test("an endpoint that is switched off, or asks for something else, gets nothing; deleted, all goes as before", async () => {
  const { id } = await make("*");
  await account.sdk.webhookEndpoints.update(id, { disabled: true });
  await paid();
  expect([own.types(), usual.types()]).toEqual([[], []]);
  await account.sdk.webhookEndpoints.update(id, { disabled: false, enabled_events: ["refund.created"] });
  await paid();
  expect([own.types(), usual.types()]).toEqual([[], []]);
  await account.sdk.webhookEndpoints.del(id);
  await paid();
  expect(usual.types()).toContain("payment_intent.succeeded");
  await expect(account.sdk.webhookEndpoints.retrieve(id)).rejects.toThrow("No such webhook endpoint");
});
