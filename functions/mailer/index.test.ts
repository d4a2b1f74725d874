/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import PostalMime from "postal-mime";
import { openEndpoint, type TestEndpoint } from "#local/dynamodb/test-endpoint";
import {
  certificateRow,
  creditNoteRow,
  enrollmentRow,
  invoiceRow,
  orderRow,
  paidOrderRow,
  userRow,
} from "./rows.fixture";

// The fonts lie beside a bundle, and there is none: what is drawn is looked at in functions/invoices.
jest.mock("#functions/invoices/document", () => ({
  ...jest.requireActual("#functions/invoices/document"),
  documentOf: async () => Buffer.from("%PDF-1.7"),
}));

const ses = mockClient(SESClient);
mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: "app-key" });

let endpoint: TestEndpoint;
let handler: typeof import("./index").handler;
let link: typeof import("#core/link");

beforeAll(async () => {
  endpoint = await openEndpoint();
  const { protocol, hostname, port } = (await endpoint.client.config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`, TABLE_NAME: "app", APP_KEY_ARN: "arn" },
    ...{ MAIL_CONFIGURATION_SET: "mail", API_URL: "https://api.instaiq.example/api" },
    ...{ EMAIL_FROM: "Insta iQ <noreply@instaiq.com>", FRONTEND_URL: "https://instaiq.example,https://admin.example" },
  });
  link = await import("#core/link");
  ({ handler } = await import("./index"));
});
afterAll(() => endpoint.close());

let written = "";
beforeEach(() => {
  ses.reset();
  ses.on(SendRawEmailCommand).resolves({ MessageId: "0100-abc" });
  written = "";
  // The logger has a console of its own on these two.
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
});
afterEach(() => jest.restoreAllMocks());
type Row = Record<string, unknown>;
let records = 0;

/** A record as the stream delivers it. */
function record(entity: string, before: Row | undefined, after: Row | undefined): DynamoDBRecord {
  // The stream's attribute values are the SDK's, but for the name of their type.
  const image = (row: Row | undefined) =>
    row &&
    (marshall({ ...row, __edb_e__: entity, __edb_v__: "1" }, { removeUndefinedValues: true }) as NonNullable<
      DynamoDBRecord["dynamodb"]
    >["NewImage"]);
  const SequenceNumber = String(++records);
  return { eventID: `e${records}`, dynamodb: { OldImage: image(before), NewImage: image(after), SequenceNumber } };
}

const deliver = (...Records: DynamoDBRecord[]) => handler({ Records });

const outbox = () =>
  Promise.all(
    ses.commandCalls(SendRawEmailCommand).map(({ args }) => PostalMime.parse(args[0].input.RawMessage?.Data ?? "")),
  );
const subjects = async () => (await outbox()).map(({ subject }) => subject);

test("a purchase is followed by its receipt and the way in, once, however often it is delivered", async () => {
  const paid = record("order", orderRow(), paidOrderRow());
  const invoiced = record("invoice", undefined, invoiceRow());
  const granted = record("enrollment", undefined, enrollmentRow());
  for (let delivery = 0; delivery < 3; delivery++)
    expect(await deliver(paid, granted, invoiced)).toEqual({ batchItemFailures: [] });
  expect(await subjects()).toEqual(["You’re in: Algebra", "Your receipt: Algebra"]);
});

test("a receipt has its invoice with it, and a refund its credit note", async () => {
  await deliver(record("invoice", undefined, invoiceRow({ order_id: "ord_2" })));
  await deliver(record("credit-note", undefined, creditNoteRow({ order_id: "ord_2" })));
  const [receipt, refund] = await outbox();
  expect(receipt?.text).toContain("Invoice: IQ/2627/0000042 (attached)");
  expect(refund?.text).toMatch(/Partial refund: +₹500.00/);
  const files = [receipt, refund].map((mail) =>
    mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType]),
  );
  expect(files).toEqual([[["IQ-2627-0000042.pdf", "application/pdf"]], [["CN-2627-0000007.pdf", "application/pdf"]]]);
});

test.each([
  ["verify-email", "https://instaiq.example/verify-email?token="],
  ["reset-password", "https://instaiq.example/reset-password?token="],
] as const)("the link of a %s mail works", async (purpose, start) => {
  const now = new Date();
  const { operation } = await link.createLink(purpose, { id: "u1", name: "Asha", email: "asha@example.com" }, now);
  await endpoint.documents.send(new TransactWriteCommand({ TransactItems: [operation] }));
  await deliver(record("link", undefined, operation.Put?.Item));
  const [mail] = await outbox();
  const url = mail?.text?.split("\n").find((line) => line.startsWith(start)) ?? "";
  const token = new URL(url).searchParams.get("token") ?? "";
  expect((await link.findLink(purpose, token, now)).email).toBe("asha@example.com");
  expect(mail?.html).toContain(url);
  expect(mail?.to).toMatchObject([{ address: "asha@example.com" }]);
});

test("a refused send is reported with those behind it, and its next delivery sends what was not sent", async () => {
  const batch = ["u10", "u11", "u12"].map((id) =>
    record("user", undefined, userRow({ id, email: `${id}@example.com` })),
  );
  ses.on(SendRawEmailCommand).resolvesOnce({ MessageId: "1" }).rejectsOnce(new Error("throttled")).resolves({});
  const { batchItemFailures } = (await deliver(...batch)) ?? { batchItemFailures: [] };
  expect(batchItemFailures).toEqual([{ itemIdentifier: batch[1]?.dynamodb?.SequenceNumber }]);
  await deliver(...batch.slice(1));
  const addressees = (await outbox()).map(({ to }) => to?.[0]?.address);
  expect(addressees).toEqual(["u10@example.com", "u11@example.com", "u11@example.com", "u12@example.com"]);
});

test("no token is ever logged", async () => {
  const user = { id: "u1", name: "Asha", email: "asha@example.com" };
  const { operation } = await link.createLink("reset-password", user, new Date());
  const mailed = record("link", undefined, operation.Put?.Item);
  ses.on(SendRawEmailCommand).rejectsOnce(new Error("throttled")).resolves({ MessageId: "1" });
  await deliver(mailed);
  await deliver(mailed);
  const token = /token=([\w-]{20,})/.exec((await outbox())[1]?.text ?? "")?.[1];
  expect(token).toBeDefined();
  expect(written).toContain("throttled");
  expect(written).not.toContain(token);
  expect(written).not.toContain(String(operation.Put?.Item?.seed));
});

test("a certificate is told of once its learner's address is verified, not before", async () => {
  const { Users } = await import("#core/user.entity");
  const issued = (user_id: string) =>
    record(
      "certificate",
      undefined,
      certificateRow({ user_id, code: `IQ-${user_id}`, user_email: `${user_id}@x.com` }),
    );
  for (const [id, email_verified] of [["v1", true] as const, ["n1", false] as const]) {
    const at = "2026-11-23T12:00:00.000Z";
    const flags = { role: "student", status: "active", phone_verified: false, email_verified } as const;
    await Users.put({ id, name: "A", email: `${id}@x.com`, created_at: at, updated_at: at, ...flags }).go();
  }
  await deliver(issued("v1"), issued("n1"), issued("gone"), issued("v1"));
  expect((await outbox()).map(({ to }) => to?.[0]?.address)).toEqual(["v1@x.com"]);
});

test("a row that is gone sends nothing", async () => {
  await deliver(record("user", userRow(), undefined), record("enrollment", enrollmentRow(), undefined));
  expect(await outbox()).toEqual([]);
});
