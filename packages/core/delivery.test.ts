import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint } from "#local/dynamodb/test-endpoint";

const minute = 60_000;
const start = new Date("2026-11-23T12:00:00Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

let endpoint: TestEndpoint;
let documents: DynamoDBDocumentClient;
let deliverOnce: typeof import("./delivery").deliverOnce;
let DeliveryUnderWay: typeof import("./delivery").DeliveryUnderWay;

beforeAll(async () => {
  endpoint = await openEndpoint();
  const { protocol, hostname, port } = (await endpoint.client.config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    ...{ TABLE_NAME: "app", AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
  });
  ({ documents } = await import("#adapters/table"));
  ({ deliverOnce, DeliveryUnderWay } = await import("./delivery"));
});
afterAll(() => endpoint.close());

let names = 0;
const newName = () => `receipt#ord_${++names}`;
const send = jest.fn(async () => ({ messageId: "0100-abc" }));

beforeEach(() => {
  send.mockReset();
  send.mockResolvedValue({ messageId: "0100-abc" });
  endpoint.operations.length = 0;
});
afterEach(() => documents.middlewareStack.remove("fault"));

/** Makes the table refuse a command from now on. */
function refuse(command: string) {
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === command) throw new Error("the table is away");
      return next(args);
    },
    { step: "initialize", name: "fault" },
  );
}

test("a mail is sent once, however often its change comes", async () => {
  const name = newName();
  for (const later of [0, 1, 2 * minute, 24 * 60 * minute]) await deliverOnce(name, after(later), send);
  expect(send).toHaveBeenCalledTimes(1);
});

test("other names are other mails", async () => {
  await deliverOnce(newName(), start, send);
  await deliverOnce(newName(), start, send);
  expect(send).toHaveBeenCalledTimes(2);
});

test("a refused send is thrown, and the next delivery sends at once", async () => {
  const name = newName();
  send.mockRejectedValueOnce(new Error("throttled"));
  await expect(deliverOnce(name, start, send)).rejects.toThrow("throttled");
  await deliverOnce(name, after(1), send);
  await deliverOnce(name, after(2), send);
  expect(send).toHaveBeenCalledTimes(2);
});

test("a send that fails every time is tried every time", async () => {
  const name = newName();
  send.mockRejectedValue(new Error("no such address"));
  for (const later of [0, 1, 2]) await expect(deliverOnce(name, after(later), send)).rejects.toThrow("no such address");
  expect(send).toHaveBeenCalledTimes(3);
});

test("while one attempt is at it, another is told to come again", async () => {
  const name = newName();
  const first = held();
  const delivery = deliverOnce(name, start, first.send);
  await first.begun;
  await expect(deliverOnce(name, after(minute - 1), send)).rejects.toThrow(DeliveryUnderWay);
  first.finish();
  await delivery;
  await deliverOnce(name, after(minute + 1), send);
  expect(send).not.toHaveBeenCalled();
});

test("of many that race, one sends", async () => {
  const name = newName();
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => deliverOnce(name, start, send)));
  expect(send).toHaveBeenCalledTimes(1);
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const reason of refused) expect(reason).toBeInstanceOf(DeliveryUnderWay);
});

test("after a crash in the middle, the mail is sent when the lease is over", async () => {
  const name = newName();
  const crashed = held();
  void deliverOnce(name, start, crashed.send);
  await crashed.begun;
  await expect(deliverOnce(name, after(minute - 1), send)).rejects.toThrow(DeliveryUnderWay);
  await deliverOnce(name, after(minute), send);
  await deliverOnce(name, after(minute + 1), send);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a failure that comes after the lease does not take the claim from its new owner", async () => {
  const name = newName();
  const [slow, fast] = [held(), held()];
  const first = deliverOnce(name, start, slow.send);
  await slow.begun;
  const second = deliverOnce(name, after(minute), fast.send);
  await fast.begun;
  slow.fail(new Error("too late"));
  await expect(first).rejects.toThrow("too late");
  await expect(deliverOnce(name, after(minute + 1), send)).rejects.toThrow(DeliveryUnderWay);
  fast.finish();
  await second;
});

test("a table that is away after the send does not get the mail sent again", async () => {
  const name = newName();
  refuse("UpdateItemCommand");
  await deliverOnce(name, start, send);
  await expect(deliverOnce(name, after(1), send)).rejects.toThrow(DeliveryUnderWay);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a claim that can't be given back runs out by itself, and the send's failure is the one thrown", async () => {
  const name = newName();
  refuse("UpdateItemCommand");
  send.mockRejectedValueOnce(new Error("throttled"));
  await expect(deliverOnce(name, start, send)).rejects.toThrow("throttled");
  await expect(deliverOnce(name, after(1), send)).rejects.toThrow(DeliveryUnderWay);
  await deliverOnce(name, after(minute), send);
  expect(send).toHaveBeenCalledTimes(2);
});

test("without a claim nothing is sent", async () => {
  refuse("TransactWriteItemsCommand");
  await expect(deliverOnce(newName(), start, send)).rejects.toThrow("the table is away");
  expect(send).not.toHaveBeenCalled();
});

test("it needs no more than to put and to update items", async () => {
  const name = newName();
  send.mockRejectedValueOnce(new Error("throttled"));
  await expect(deliverOnce(name, start, send)).rejects.toThrow();
  await deliverOnce(name, after(1), send);
  await deliverOnce(name, after(2), send);
  const needed = endpoint.operations.flatMap(({ request }) => endpoint.db.permissions(request));
  expect(new Set(needed.map(({ action }) => action))).toEqual(new Set(["dynamodb:PutItem", "dynamodb:UpdateItem"]));
});

test("what was sent is remembered for 60 days, with SES's id", async () => {
  const name = newName();
  await deliverOnce(name, start, send);
  const { Item } = await documents.send(
    new GetCommand({ TableName: "app", Key: { pk: `delivery#${name}`, sk: "delivery" } }),
  );
  expect(Item).toMatchObject({
    message_id: "0100-abc",
    sent_at: start.toISOString(),
    ttl: start.getTime() / 1000 + 60 * 24 * 3600,
  });
});

/** A send that lasts until it is told how it ends. */
function held() {
  let begin = () => {};
  let finish = () => {};
  let fail = (_error: Error) => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const end = new Promise<{ messageId: string }>((resolve, reject) => {
    finish = () => resolve({ messageId: "0100-held" });
    fail = reject;
  });
  const send = () => {
    begin();
    return end;
  };
  return { begun, send, finish: () => finish(), fail: (error: Error) => fail(error) };
}
