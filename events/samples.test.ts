import { createHmac } from "node:crypto";
import Stripe from "stripe";
import * as z from "zod/mini";
import { group } from "#contract/endpoint";
import { verdictsOf } from "#functions/feedback/verdict";
import { type Change, consume } from "#http/consume";
import { mailEvent, notifications } from "./feedback";
import gatewaySample from "./samples/api-gateway.json";
import streamSample from "./samples/dynamodb-stream.json";
import razorpaySample from "./samples/razorpay-payment-captured.json";
import objectSample from "./samples/s3-object-created.json";
import scheduleSample from "./samples/schedule.json";
import bounceSample from "./samples/ses-bounce.json";
import stripeSample from "./samples/stripe-payment-succeeded.json";

type Handled<Handler extends (...given: never[]) => unknown> = Parameters<Handler>;
const context = { awsRequestId: "r", functionName: "f", getRemainingTimeInMillis: () => 1000 } as never;

/** Every secret is the one that the samples are signed with. */
const secretThat = async (_name: string, fits: (value: string) => unknown) =>
  (await fits("sample")) ? "sample" : undefined;

describe("recorded events", () => {
  it("API Gateway's request becomes a validated call", async () => {
    const { serve } = await import("#http/serve");
    const orders = group("orders", {
      summary: "",
      needs: {},
      endpoints: {
        createPayment: {
          ...{ method: "POST", path: "/orders/create-payment", access: "public", summary: "" },
          query: z.strictObject({ a: z.string() }),
          body: z.strictObject({ course_id: z.string() }),
          returns: z.object({ course: z.string(), query: z.string(), address: z.string() }),
        },
      },
    });
    const handler = serve(orders, {
      createPayment: async ({ body, query, address }) => ({ course: body.course_id, query: query.a, address }),
    });

    const [event] = [gatewaySample] as unknown as Handled<typeof handler>;
    const answer = await handler(event, context);

    expect(JSON.parse(String(answer.body))).toEqual({
      course: "serverless-on-aws",
      query: "1,2",
      address: "127.0.0.1",
    });
  });

  it("SNS's notification of a bounce becomes an address that gets no more mail", () => {
    const events = notifications.parse(bounceSample).Records.map(({ Sns }) => mailEvent.parse(JSON.parse(Sns.Message)));

    expect(events.flatMap(verdictsOf)).toMatchObject([
      { address: "bounce@simulator.amazonses.com", reason: "bounced", detail: "smtp; 550 5.1.1 user unknown" },
    ]);
  });

  it("the table's stream becomes changes with their images", async () => {
    const changes: Change[] = [];
    const handler = consume("test", async (change) => void changes.push(change));

    const [event] = [streamSample] as unknown as Handled<typeof handler>;
    const answer = await handler(event);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(changes).toMatchObject([
      { entity: "course", before: undefined, after: { title: "TypeScript from the Ground Up", price: 1499 } },
      { entity: "course", before: { featured: false }, after: { featured: true } },
    ]);
  });

  it("Stripe's event becomes evidence of a payment", async () => {
    Object.assign(process.env, {
      AWS_REGION: "us-east-1",
      STRIPE_SECRET_KEY_ARN: "key",
      STRIPE_WEBHOOK_SECRET_ARN: "hook",
    });
    jest.doMock("#adapters/secrets", () => ({ secret: async () => "sample", secretThat }));
    const { provider } = await import("#adapters/stripe");
    const payload = JSON.stringify(stripeSample);
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: "sample" });

    const event = await provider.readEvent(Buffer.from(payload), { "stripe-signature": header });

    expect(event?.evidence).toMatchObject({
      outcome: "paid",
      amount: 149_900,
      currency: "INR",
      order_id: expect.stringMatching(/^ord_/),
    });
  });

  it("Razorpay's event becomes evidence of a payment", async () => {
    jest.doMock("#adapters/secrets", () => ({ secret: async () => "sample", secretThat }));
    const { provider } = await import("#adapters/razorpay");
    const body = Buffer.from(JSON.stringify(razorpaySample));
    const signature = createHmac("sha256", "sample").update(body).digest("hex");

    const event = await provider.readEvent(body, {
      ...{ "x-razorpay-signature": signature, "x-razorpay-event-id": "evt_sample" },
    });

    expect(event?.id).toBe("evt_sample");
    expect(event?.evidence).toMatchObject({
      outcome: "paid",
      amount: 149_900,
      currency: "INR",
      order_id: expect.stringMatching(/^ord_/),
    });
  });

  it("storage's event names the object, whose key leads to its upload", async () => {
    const resize = jest.fn(async () => "ready");
    jest.doMock("#core/resizing", () => ({ resize }));
    const { handler } = await import("#functions/resizer/index");

    const [event] = [objectSample] as unknown as Handled<typeof handler>;
    const answer = await handler(event);

    expect(answer).toEqual({ outcome: "ready" });
    expect(resize).toHaveBeenCalledWith(expect.stringMatching(/^incoming\/avatar\/upl_/), expect.any(Date));
  });

  it("the schedule's event names its rule", () => {
    expect(scheduleSample).toMatchObject({ source: "aws.events", "detail-type": "Scheduled Event" });
  });
});
