import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "#local/cloud/cloud";
import { openPlatform, outputOf } from "#local/platform";
import { synthesize } from "#local/synthesis";

// Records one sample of each event that sets a function going, as the local cloud delivers them.

const directory = mkdtempSync(join(tmpdir(), "instaiq-record-"));
const write = (name: string, event: unknown): void =>
  writeFileSync(join(import.meta.dirname, "samples", `${name}.json`), `${JSON.stringify(event, null, 2)}\n`);

/** Makes a function answer the event that it gets. */
async function echo(cloud: Cloud, name: string): Promise<void> {
  const folder = mkdtempSync(join(directory, "echo-"));
  writeFileSync(
    join(folder, "index.js"),
    "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
  );
  const found = cloud.deployment
    .resources("AWS::Lambda::Function")
    .find(({ logicalId }) => logicalId.startsWith(`${name}Function`));
  await cloud.reload(found?.logicalId ?? name, folder);
}

/** What a student's requests carry. */
async function studentHeaders(cloud: Cloud): Promise<Record<string, string>> {
  const signIn = { email: "student@instaiq.test", password: "password123" };
  const json = { "content-type": "application/json" };
  const url = `${cloud.urls.api}/api/auth/login`;
  const login = await fetch(url, { method: "POST", headers: json, body: JSON.stringify(signIn) });
  const { token } = (await login.json()) as { token: string };
  return { ...json, authorization: `Bearer ${token}` };
}

async function recordObject(cloud: Cloud): Promise<void> {
  const body = JSON.stringify({ purpose: "avatar", content_type: "image/png", size: 4 });
  const headers = await studentHeaders(cloud);
  const announced = await fetch(`${cloud.urls.api}/api/uploads`, { method: "POST", headers, body });
  const { upload } = (await announced.json()) as { upload: { url: string; fields: Record<string, string> } };
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
  form.set("file", new Blob(["\u0089PN"]));
  await fetch(upload.url, { method: "POST", body: form });
  await cloud.objectEvents.idle();
  write("s3-object-created", cloud.objectEvents.history[0]);
}

async function recordGateway(cloud: Cloud): Promise<void> {
  const url = `${cloud.urls.api}/api`;
  const signedIn = await studentHeaders(cloud);
  await echo(cloud, "orders");
  const headers = { ...signedIn, "idempotency-key": "sample" };
  const body = JSON.stringify({ course_id: "serverless-on-aws" });
  const ordered = await fetch(`${url}/orders/create-payment?a=1&a=2`, { method: "POST", headers, body });
  const event = (await ordered.json()) as { headers: Record<string, string> };
  const secret = "of-the-edge";
  write("api-gateway", {
    ...{ ...event, headers: { ...event.headers, authorization: "Bearer …", "x-origin-secret": secret } },
    stageVariables: { originSecrets: `${secret}-before,${secret},${secret}-next` },
  });
}

async function recordStream(cloud: Cloud): Promise<void> {
  const stream = cloud.standIns.dynamodb.stream(outputOf(cloud, "TableName"));
  const records = await stream.read(undefined, 1000);
  const of = (eventName: string) =>
    records.find((record) => record.eventName === eventName && record.dynamodb.NewImage?.__edb_e__?.S === "course");
  write("dynamodb-stream", { Records: [of("INSERT"), of("MODIFY")] });
}

async function recordSchedule(cloud: Cloud): Promise<void> {
  await echo(cloud, "sweeper");
  const rules = cloud.deployment.resources("AWS::Events::Rule");
  const rule = rules.find(({ logicalId }) => logicalId.startsWith("sweeperSchedule"));
  const [outcome] = await cloud.schedules.run(rule?.logicalId ?? "");
  write("schedule", JSON.parse((JSON.parse(outcome?.payload ?? "{}") as { body: string }).body));
}

/** What SNS hands over when a mail to SES's own simulator bounced. */
async function recordFeedback(cloud: Cloud): Promise<void> {
  await echo(cloud, "feedback");
  const body = JSON.stringify({ name: "Asha Rao", email: "bounce@simulator.amazonses.com", password: "password123" });
  const headers = { "content-type": "application/json" };
  await fetch(`${cloud.urls.api}/api/auth/register`, { method: "POST", headers, body });
  await cloud.triggers.idle();
  await cloud.topics.idle();
  const told = cloud.invocations().find(({ functionName }) => functionName.includes("-feedbackFunction"));
  write("ses-bounce", JSON.parse((JSON.parse(told?.outcome.payload ?? "{}") as { body: string }).body));
}

async function recordStripe(cloud: Cloud): Promise<void> {
  const headers = { authorization: "Bearer sk_test_local", "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({
    ...{ amount: "149900", currency: "inr", confirm: "true", payment_method: "pm_card_visa" },
    ...{ "metadata[order_id]": "ord_01kb0000000000000000000000", return_url: "http://localhost:5173" },
  });
  await fetch(`${cloud.urls.stripe}/v1/payment_intents`, { method: "POST", headers, body });
  const events = await fetch(`${cloud.urls.stripe}/v1/events?type=payment_intent.succeeded`, { headers });
  write("stripe-payment-succeeded", ((await events.json()) as { data: unknown[] }).data[0]);
}

async function recordRazorpay(cloud: Cloud): Promise<void> {
  const url = cloud.urls.razorpay;
  const authorization = `Basic ${Buffer.from("rzp_test_local:razorpay_local_secret").toString("base64")}`;
  const post = async (path: string, body: object) =>
    (await fetch(`${url}${path}`, { method: "POST", headers: { authorization }, body: JSON.stringify(body) })).json();
  const order_id = "ord_01kb0000000000000000000000";
  const made = await post("/v1/orders", { amount: 149_900, currency: "INR", receipt: order_id, notes: { order_id } });
  await post("/local/pay", { order_id: (made as { id: string }).id });
  const kept = (await (await fetch(`${url}/local/events`)).json()) as { events: { type: string; body: unknown }[] };
  write("razorpay-payment-captured", kept.events.find(({ type }) => type === "payment.captured")?.body);
}

const outdir = join(directory, "cdk.out");
await synthesize(outdir);
const cloud = await openPlatform({ directory, outdir, schedules: false });
await recordStream(cloud);
await recordStripe(cloud);
await recordRazorpay(cloud);
await recordGateway(cloud);
await recordObject(cloud);
await recordSchedule(cloud);
await recordFeedback(cloud);
await cloud.close();
rmSync(directory, { recursive: true });
