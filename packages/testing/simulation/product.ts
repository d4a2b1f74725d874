import type { ServiceRequest, ServiceResponse } from "#local/service";
import { environment, secretValues } from "./environment";
import { type AwsRequest, awsResponse, serviceRequest, stripeCall, stripeConnection, tableCall } from "./lines";
import { loadPostman, type Post } from "./postman";
import type { Stage } from "./stage";

/** What a history puts behind the product's lines to the outside. */
export interface Outside {
  stage: Stage;
  table: (request: ServiceRequest) => Promise<ServiceResponse>;
  stripe: (request: ServiceRequest) => ServiceResponse;
  post: Post;
}

let outside: Outside | undefined;

/** From now on, the product's calls end there. */
export function connect(to: Outside): void {
  outside = to;
}

function there(): Outside {
  if (!outside) throw new Error("the product isn't connected to anything");
  return outside;
}

function secretAnswer(request: ServiceRequest): ServiceResponse {
  const { SecretId = "" } = JSON.parse(request.body.toString()) as { SecretId?: string };
  const value = secretValues[SecretId];
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return value === undefined
    ? { status: 400, headers, body: JSON.stringify({ __type: "ResourceNotFoundException" }) }
    : { status: 200, headers, body: JSON.stringify({ SecretString: value }) };
}

/** Takes the place of the SDK's connections. Secrets are kept by each environment: asking for them is no step. */
const awsConnection = {
  handle: async (given: AwsRequest) => {
    const request = serviceRequest(given);
    const target = request.headers["x-amz-target"] ?? "";
    if (target.startsWith("secretsmanager")) return awsResponse(secretAnswer(request));
    const { stage, table } = there();
    if (!target.startsWith("DynamoDB")) throw new Error(`${target} isn't simulated`);
    return awsResponse(await stage.ask(tableCall(request, table)));
  },
};

async function loadHandlers() {
  const [orders, webhooks, events, courses, coupons] = await Promise.all([
    import("#functions/orders/index"),
    import("#functions/webhooks/index"),
    import("#functions/events/index"),
    import("#functions/courses/index"),
    import("#functions/coupons/index"),
  ]);
  const [projector, invoicer, sweeper, reconciler] = await Promise.all([
    import("#functions/projector/index"),
    import("#functions/invoicer/index"),
    import("#functions/sweeper/index"),
    import("#functions/reconciler/index"),
  ]);
  const sold = { events: events.handler, courses: courses.handler, coupons: coupons.handler };
  const mailer = await loadPostman(() => there().post);
  return {
    gateway: { orders: orders.handler, webhooks: webhooks.handler, ...sold },
    consumers: { projector: projector.handler, invoicer: invoicer.handler, mailer },
    schedules: { sweeper: sweeper.handler, reconciler: reconciler.handler },
  };
}

async function reconnectStripe(): Promise<void> {
  const { stripe } = await import("#adapters/stripe.client");
  // The one door that the library leaves: a client takes another connection only when it is made.
  const client = (await stripe()) as unknown as { _setApiField: (name: string, value: unknown) => void };
  const connection = stripeConnection((request) => there().stage.ask(stripeCall(request, there().stripe)));
  client._setApiField("httpClient", connection);
}

async function load() {
  Object.assign(process.env, environment);
  const { clientDefaults } = await import("#adapters/aws");
  Object.assign(clientDefaults, { requestHandler: awsConnection });
  const handlers = await loadHandlers();
  const { documents } = await import("#adapters/table");
  // Nobody looks at signatures here, and they take their time.
  documents.middlewareStack.remove("httpSigningMiddleware");
  await reconnectStripe();
  const { cause, causedBy } = await import("#adapters/cause");
  const { forget } = await import("#core/session");
  const { isHandled } = await import("#adapters/stripe.endpoint");
  const { Users } = await import("#core/user.entity");
  return { ...handlers, documents, cause, causedBy, forgetStanding: forget, isHandled, Users };
}

export type Product = Awaited<ReturnType<typeof load>>;

let loading: ReturnType<typeof load> | undefined;

/** The product's functions, loaded once, with other ends to their lines. Connect them first. */
export function loadProduct(): Promise<Product> {
  loading ??= load();
  return loading;
}
