import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { decodeJwt } from "jose";
import type { Row } from "#adapters/migrations/migration";
import { outputOf } from "#local/platform";
import { call } from "../api";
import { rowsAsWritten } from "../old-courses";
import { openTestPlatform, type TestPlatform } from "../platform";
import { stripeOf } from "../records";
import { newStranger, tokensOf } from "../tokens";
import { recording, recordings } from "../yesterday/rows";

/** Rows by which consumers know what they have done already: they come first. */
const remembered = ["delivery", "mark", "counted", "searchmark"];

async function load(rows: Row[]): Promise<void> {
  const { documents, store } = await import("#adapters/table");
  const isRemembered = ({ __edb_e__ }: Row) => remembered.includes(String(__edb_e__));
  const inOrder = [...rows.filter(isRemembered), ...rows.filter((row) => !isRemembered(row))];
  for (let from = 0; from < inOrder.length; from += 25) {
    const requests = inOrder.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [store.table]: requests } }));
  }
}

/** Somebody of the record, whom today's Cognito knows by another id. */
async function welcome(platform: TestPlatform, email: string, group?: string): Promise<{ id: string; token: string }> {
  const UserPoolId = outputOf(platform.cloud, "UserPoolId");
  await newStranger(platform, UserPoolId, email);
  const cognito = new CognitoIdentityProviderClient({ region: "us-east-1", endpoint: platform.cloud.urls.aws });
  if (group) await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: group }));
  const { access } = await tokensOf(platform, { email });
  return { id: decodeJwt(access).sub ?? "", token: access };
}

describe.each(recordings())("the rows of %s, read today", (name) => {
  let platform: TestPlatform;
  let admin: { id: string; token: string };
  let buyer: { id: string; token: string };
  let bought: Row;
  let rows: Row[];
  beforeAll(async () => {
    const recorded = recording(name);
    const ahead = Date.parse(recorded.at) + 60_000 - Date.now();
    platform = await openTestPlatform({ timeOffset: () => ahead });
    platform.ahead = ahead;
    const of = (entity: string) => recorded.rows.filter(({ __edb_e__ }) => __edb_e__ === entity);
    const user = (found: (row: Row) => boolean) => of("user").find(found) ?? {};
    const order = of("order").find(({ title, state }) => title === "Kept" && state === "completed") ?? {};
    const formerBuyer = user(({ id }) => id === order.user_id);
    const formerAdmin = user(({ name }) => name === "Meera Nair");
    admin = await welcome(platform, String(formerAdmin.email), "admin");
    buyer = await welcome(platform, String(formerBuyer.email));
    const stripe = stripeOf(platform);
    const amount = Math.round(Number(order.total_amount) * 100);
    const metadata = { order_id: String(order.id) };
    const asked = { amount, currency: "inr", metadata, payment_method: "pm_card_visa" };
    const payment = await stripe.paymentIntents.create(asked);
    const renamed = {
      [String(formerAdmin.id)]: admin.id,
      [String(formerBuyer.id)]: buyer.id,
      [String(order.gateway_transaction_id)]: payment.id,
    };
    rows = recording(name, renamed).rows;
    await load(rows);
    await stripe.paymentIntents.confirm(payment.id, { return_url: "http://localhost:5173/" });
    await platform.settled();
    bought = rows.find(({ __edb_e__, id }) => __edb_e__ === "order" && id === order.id) ?? {};
  });
  afterAll(() => platform.close());

  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  const census = async () => (await import("#core/census")).takeCensus();

  it("no counter says what it doesn't count", async () => {
    expect(await census()).toEqual([]);
  });

  it("every list shows what it has", async () => {
    const lists = {
      ...{ "courses?limit=100": "courses", "courses/mine": "courses", "events?limit=100": "events" },
      ...{ "users?limit=100": "users", "orders?limit=100": "orders", "content/blog": "posts", coupons: "coupons" },
      ...{ "content/faqs": "faqs", "events/upcoming": "events" },
    };
    for (const [path, noun] of Object.entries(lists)) {
      const { status, body } = await asAdmin(`GET /api/${path}`);
      expect([path, status, body[noun]?.length > 0]).toEqual([path, 200, true]);
      if (body.total !== undefined)
        expect([path, body[noun].length]).toEqual([path, Math.min(body.total, path.includes("=") ? 100 : 10)]);
    }
  });

  it("whoever bought has their order, its invoice, their course and their seat", async () => {
    const own = (route: string) => call(platform, route, { token: buyer.token });
    const orders = await own("GET /api/orders/my-orders");
    expect(orders.body.orders.map(({ id }: { id: string }) => id)).toContain(bought.id);
    expect((await own(`GET /api/orders/${bought.id}`)).body.order).toMatchObject({ payment_status: "completed" });
    expect((await own(`GET /api/orders/${bought.id}/invoice`)).status).toBe(200);
    expect((await own("GET /api/courses/enrolled")).body.total).toBeGreaterThan(0);
    expect((await own("GET /api/events/registered")).status).toBe(200);
  });

  it("their money can be given back", async () => {
    const { status, body } = await asAdmin(`POST /api/orders/${bought.id}/refund`, {
      reason: "The buyer asked for it",
    });
    expect([status, body.code]).toEqual([201, undefined]);
  });

  it("migrating them leaves nothing that a migration would change", async () => {
    const { migrations } = await import("#adapters/migrations/pending");
    const { migrate } = await import("#core/migration/migrate");
    const clock = { now: () => new Date(Date.now() + platform.ahead), wait: async () => {} };
    for (const migration of migrations) await migrate(migration, { rate: 1000, clock });
    const { rewriteOf } = await import("#core/migration/rewrite");
    const left = (await rowsAsWritten()).filter((row) =>
      migrations.some((one) => one.entities.includes(String(row.__edb_e__)) && rewriteOf(one, row)),
    );
    expect(left).toEqual([]);
  });
});
