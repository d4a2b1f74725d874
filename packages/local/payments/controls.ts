import { z } from "zod";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Courier, Happening } from "./courier";
import { ProviderFailure } from "./failure";

/** What a test or a person does at a stand-in, beside the provider's API. `id` is what stands for `:id` in its path. */
export type Control<Desk> = (desk: Desk, request: ServiceRequest, id: string) => object;

/** By method and path: `POST /local/disputes/:id/close`. */
export type Controls<Desk> = Record<string, Control<Desk>>;

const Mode = z.strictObject({
  mode: z.enum(["normal", "drop", "hold", "duplicate"]),
  times: z.int().positive().optional(),
});
const Release = z.strictObject({ order: z.enum(["forward", "reverse"]).default("forward") });

interface Post<Event extends Happening> {
  courier: Courier<Event>;
  books: { events: { get(id: string): Event | undefined; values(): Event[] } };
}

/** How webhooks behave: the same for every provider. */
export function webhookControls<Event extends Happening>(): Controls<Post<Event>> {
  return {
    "GET /local/webhooks": ({ courier }) => courier.state(),
    "POST /local/webhooks": ({ courier }, request) => {
      const { mode, times } = readControl(Mode, request);
      courier.setMode(mode, times);
      return courier.state();
    },
    "POST /local/webhooks/release": ({ courier }, request) => ({
      released: courier.release(readControl(Release, request).order),
    }),
    "GET /local/events": ({ books }) => ({ events: books.events.values() }),
    "POST /local/events/:id/resend": ({ books, courier }, _request, id) => {
      const event = books.events.get(id);
      if (!event) throw refused(404, `There is no event ${id}.`);
      courier.resend(event);
      return event;
    },
  };
}

/**
 * Answers a request to `/local/…`: what a provider's dashboard and other people do (disputes), and how webhooks behave.
 * JSON in and out, without a key; pages of other origins are refused.
 */
export function answerControl<Desk>(controls: Controls<Desk>, desk: Desk, request: ServiceRequest): ServiceResponse {
  try {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) throw refused(400, "Not from other origins.");
    const [, id = ""] = /^\/local\/[^/]+\/([^/]+)\//.exec(request.path) ?? [];
    const control = controls[`${request.method} ${id === "" ? request.path : request.path.replace(id, ":id")}`];
    if (!control) throw refused(404, "No such control.");
    return json(200, control(desk, request, id));
  } catch (error) {
    if (error instanceof ProviderFailure) return json(error.status, { error: error.detail });
    throw error;
  }
}

/** What a control was told. @throws ProviderFailure 400 for anything else. */
export function readControl<Output>(schema: z.ZodType<Output>, { body }: ServiceRequest): Output {
  const result = schema.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw refused(400, z.prettifyError(result.error));
}

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw refused(400, "The body isn't JSON.");
  }
}

function refused(status: number, message: string): ProviderFailure {
  return new ProviderFailure(status, { message }, message);
}

function json(status: number, body: object): ServiceResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
