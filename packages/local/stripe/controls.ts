import { z } from "zod";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import { type Desk, newCall } from "./desk";
import { closeDispute, openDispute } from "./dispute";
import { missing, refusal, StripeFailure } from "./failure";

const NewDispute = z.strictObject({
  payment_intent: z.string(),
  reason: z.string().default("general"),
  amount: z.int().positive().optional(),
});
const Verdict = z.strictObject({ status: z.enum(["won", "lost"]) });
const Mode = z.strictObject({
  mode: z.enum(["normal", "drop", "hold", "duplicate"]),
  times: z.int().positive().optional(),
});
const Release = z.strictObject({ order: z.enum(["forward", "reverse"]).default("forward") });

type Control = (desk: Desk, request: ServiceRequest, id: string) => object;

const controls: Record<string, Control> = {
  "POST /local/disputes": (desk, request) => {
    const claim = read(NewDispute, request);
    const intent = desk.books.intents.get(claim.payment_intent);
    const charge = desk.books.charges.get(intent?.latest_charge ?? "");
    if (!charge?.paid) throw missing("paid payment_intent", claim.payment_intent, "payment_intent");
    return openDispute(newCall(desk, request), charge, claim);
  },
  "POST /local/disputes/:id/close": (desk, request, id) => {
    const { status } = read(Verdict, request);
    const dispute = desk.books.disputes.get(id);
    if (!dispute) throw missing("dispute", id, "id");
    return closeDispute(newCall(desk, request), dispute, status);
  },
  "GET /local/webhooks": (desk) => desk.courier.state(),
  "POST /local/webhooks": (desk, request) => {
    const { mode, times } = read(Mode, request);
    desk.courier.setMode(mode, times);
    return desk.courier.state();
  },
  "POST /local/webhooks/release": (desk, request) => ({
    released: desk.courier.release(read(Release, request).order),
  }),
  "POST /local/events/:id/resend": (desk, _request, id) => {
    const event = desk.books.events.get(id);
    if (!event) throw missing("event", id, "id");
    desk.courier.resend(event);
    return event;
  },
};

/**
 * Answers a request to `/local/…`: what Stripe's dashboard and other people do (disputes), and how webhooks behave.
 * JSON in and out, without a key; pages of other origins are refused.
 */
export function answerControl(desk: Desk, request: ServiceRequest): ServiceResponse {
  try {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) throw refusal("foreign_origin", "Not from other origins.");
    const [, id = ""] = /\/(du_[^/]+|evt_[^/]+)\//.exec(request.path) ?? [];
    const control = controls[`${request.method} ${id === "" ? request.path : request.path.replace(id, ":id")}`];
    if (!control) throw new StripeFailure(404, { type: "invalid_request_error", message: "No such control." });
    return json(200, control(desk, request, id));
  } catch (error) {
    if (error instanceof StripeFailure) return json(error.status, { error: error.detail });
    throw error;
  }
}

function read<Output>(schema: z.ZodType<Output>, { body }: ServiceRequest): Output {
  const result = schema.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw refusal("parameter_invalid", z.prettifyError(result.error));
}

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw refusal("parameter_invalid", "The body isn't JSON.");
  }
}

function json(status: number, body: object): ServiceResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
