import { Socket } from "node:net";
import * as Theirs from "@aws-sdk/client-dynamodb";
import { type Behaviour, ScriptedService } from "#testing/scripted-service";
import { clientDefaults } from "../aws";
import * as Ours from "./dynamodb";
import { commandOf } from "./service";

// The SDK is the oracle: what it makes of a failure, and how often it tries, holds here, too.

const service = new ScriptedService();
const limits = { connectionTimeout: 1000, requestTimeout: 80, throwOnRequestTimeout: true };
const terms = { ...clientDefaults, requestHandler: limits };

beforeAll(async () => {
  process.env.AWS_REGION = "us-east-1";
  process.env.AWS_ACCESS_KEY_ID = "key";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  process.env.AWS_SESSION_TOKEN = "token";
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `${await service.open()}/environments/KEY`;
});
afterAll(() => service.close());
// Both wait by chance, up to a limit: by none at all, here.
beforeEach(() => void jest.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void jest.restoreAllMocks());

const input = { TableName: "t", Key: { pk: { S: "a" } } };
const Get = commandOf("GetItem");

const mine = (client = new Ours.DynamoDBClient(terms)) => ({
  send: () => client.call(new Get(input)),
  known: Ours as Record<string, unknown>,
});
const other = (client = new Theirs.DynamoDBClient(terms)) => ({
  send: async (): Promise<unknown> => client.send(new Theirs.GetItemCommand(input)),
  known: Theirs as Record<string, unknown>,
});

/** What came of it, as far as anybody looks, and how often was asked. */
async function outcome({ send, known }: ReturnType<typeof mine>) {
  const result = await send().then(
    () => "done",
    (error: unknown) => {
      const { name, message, code, $metadata, CancellationReasons } = Object(error);
      const classes = [
        "ConditionalCheckFailedException",
        "TransactionCanceledException",
        "TransactionConflictException",
      ];
      const kinds = [...classes, "DynamoDBServiceException"].filter(
        (kind) => error instanceof (known[kind] as new () => Error),
      );
      const isAnswer = $metadata?.httpStatusCode !== undefined;
      const said = { message: isAnswer ? message : undefined, status: $metadata?.httpStatusCode, CancellationReasons };
      return { name, code, ...said, kinds: isAnswer ? kinds : [] };
    },
  );
  return { result, times: service.asked.length };
}

async function both(...script: Behaviour[]) {
  service.will(...script);
  const theirs = await outcome(other());
  service.will(...script);
  return { ours: await outcome(mine()), theirs };
}

const fault = (name: string, status = 400, more: object = {}): Behaviour => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `It was ${name}`, ...more },
});

const reasons = [
  { Code: "None" },
  { Code: "ConditionalCheckFailed", Message: "no", Item: { pk: { S: "a" }, packed: { B: "AQI=" }, B: { M: {} } } },
];

const failures: [string, Behaviour, number][] = [
  ["a condition that isn't met", fault("ConditionalCheckFailedException"), 1],
  ["a transaction that is cancelled", fault("TransactionCanceledException", 400, { CancellationReasons: reasons }), 1],
  ["a conflict", fault("TransactionConflictException"), 1],
  ["a transaction under way", fault("TransactionInProgressException"), 3],
  ["a token used otherwise", fault("IdempotentParameterMismatchException"), 1],
  ["too much for the table", fault("ProvisionedThroughputExceededException"), 3],
  ["too much for the account", fault("RequestLimitExceeded"), 3],
  ["throttling", fault("ThrottlingException"), 3],
  ["a limit", fault("LimitExceededException"), 3],
  ["too many requests, by status", fault("Anything", 429), 3],
  ["a failure of the service", fault("InternalServerError", 500), 3],
  ["no service", fault("ServiceUnavailable", 503), 3],
  ["a gateway's time-out", { status: 504, body: "" }, 3],
  ["what isn't made", fault("NotImplemented", 501), 1],
  ["a mistake", fault("ValidationException"), 1],
  ["a missing table", fault("ResourceNotFoundException"), 1],
  ["a wrong key", fault("UnrecognizedClientException"), 1],
  ["a refusal", fault("AccessDeniedException"), 1],
  [
    "a refusal by header",
    { status: 400, headers: { "x-amzn-errortype": "ThrottlingException:http://x/" }, body: {} },
    3,
  ],
  [
    "a signature that has expired",
    {
      ...Object(fault("InvalidSignatureException")),
      body: { __type: "InvalidSignatureException", message: "Signature expired: long ago" },
    },
    3,
  ],
  ["a connection that is reset", "reset", 3],
  ["no answer", "silence", 3],
];

test.each(failures)("%s is told and tried again as by the SDK", async (_, behaviour, times) => {
  const { ours, theirs } = await both(behaviour);
  expect(ours).toEqual(theirs);
  expect(ours.times).toBe(times);
});

test("rows that a cancelled transaction shows have their bytes", async () => {
  const { ours } = await both(fault("TransactionCanceledException", 400, { CancellationReasons: reasons }));
  expect(ours.result).toMatchObject({ CancellationReasons: [{}, { Item: { packed: { B: Buffer.from([1, 2]) } } }] });
});

test("a gateway's page is a failure that passes", async () => {
  service.will({ status: 502, body: "<html>" });
  expect(await outcome(mine())).toMatchObject({ result: { name: "Unknown", status: 502 }, times: 3 });
});

test.each<Behaviour>(["reset", "silence", fault("InternalServerError", 500)])(
  "what passes is no failure: %p",
  async (once) => {
    const { ours, theirs } = await both(once, once, { body: {} });
    expect(ours).toEqual({ result: "done", times: 3 });
    expect(ours).toEqual(theirs);
  },
);

test("an answer that breaks off is never taken for one", async () => {
  service.will("break off", "break off", { body: {} });
  expect(await outcome(mine())).toEqual({ result: "done", times: 3 });
  service.will("break off");
  expect(await outcome(mine())).toMatchObject({ result: { code: "ECONNRESET" }, times: 3 });
});

test("a connection that nobody takes is a failure in time", async () => {
  jest.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket) {
    return Object.assign(this, { connecting: true });
  });
  const requestHandler = { connectionTimeout: 10, requestTimeout: 60_000 };
  service.will("silence");
  const { result } = await outcome(mine(new Ours.DynamoDBClient({ ...terms, requestHandler })));
  expect(result).toMatchObject({ name: "TimeoutError", code: "ETIMEDOUT" });
});

test("who fails much stops trying, as soon as the SDK does", async () => {
  const counts = async (party: ReturnType<typeof mine>) => {
    const times: number[] = [];
    for (let call = 0; call < 25; call++) {
      service.will(call === 22 ? {} : fault("InternalServerError", 500));
      times.push((await outcome(party)).times);
    }
    return times;
  };
  const [ours, theirs] = [await counts(mine()), await counts(other())];
  // In sum: on a busy machine a request can be counted with the next call's.
  const sum = (times: number[]) => times.reduce((one, other) => one + other);
  expect(sum(ours)).toBe(sum(theirs));
  expect([ours[0], ours.at(-1)]).toEqual([3, 1]);
});

/** When a call says that it was made. */
const toldTimes = () => service.asked.map(({ headers }) => Number(String(headers["x-amz-date"]).slice(0, 4)));

test.each([
  ["the SDK's", () => other()],
  ["ours", () => mine()],
])("a wrong clock is set by the service's: %s", async (_, party) => {
  const headers = { date: "Fri, 01 Jan 2100 00:00:00 GMT" };
  const late = { ...Object(fault("InvalidSignatureException")), headers };
  service.will(late, { headers });
  expect(await outcome(party())).toEqual({ result: "done", times: 2 });
  expect(toldTimes()).toEqual([new Date().getUTCFullYear(), 2100]);
});

test("neither an old answer nor one without a time sets it", async () => {
  const kept = { headers: { date: "Fri, 01 Jan 2100 00:00:00 GMT", age: "5" } };
  service.will(kept);
  const { send } = mine();
  await send();
  await send();
  expect(toldTimes()).toEqual(Array(2).fill(new Date().getUTCFullYear()));
});

test("a call has what the SDK's signs, at the address that the variable names", async () => {
  await both({ body: {} });
  const [{ headers, action }] = service.asked as [(typeof service.asked)[number]];
  expect(action).toBe("DynamoDB_20120810.GetItem");
  expect(headers).toMatchObject({ "x-amz-security-token": "token", "content-type": "application/x-amz-json-1.0" });
  const scope = /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/us-east-1\/dynamodb\/aws4_request, SignedHeaders=/;
  expect(headers.authorization).toMatch(scope);
  expect(headers.authorization).toContain(
    "content-length;content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
  );
});

test("a call that is given up isn't tried again", async () => {
  service.will("silence");
  const giving = new AbortController();
  const call = new Ours.DynamoDBClient(terms).call(new Get(input), giving.signal);
  giving.abort();
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
  expect(service.asked.length).toBeLessThanOrEqual(1);
});
