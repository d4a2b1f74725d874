import type { ServiceRequest } from "#local/service";
import type { Books } from "./books";
import { StripeFailure } from "./failure";
import type { Fields } from "./form";
import type { Route } from "./routes";

export interface Keys {
  secretKey: string;
  publishableKey: string;
}

/** Whose key a request carries, as `Bearer` or as the user name of `Basic`. @throws StripeFailure 401. */
export function authenticate({ headers }: ServiceRequest, keys: Keys): "publishable" | "secret" {
  const [scheme = "", credential = ""] = (headers.authorization ?? "").split(" ");
  const key = scheme.toLowerCase() === "basic" ? decodeUser(credential) : credential;
  if (key === "") {
    const message = "You did not provide an API key. Provide it as bearer token, or as user name of basic auth.";
    throw unauthorized(message, "api_key_missing");
  }
  if (key === keys.secretKey) return "secret";
  if (key === keys.publishableKey) return "publishable";
  throw unauthorized(`Invalid API Key provided: ${mask(key)}`, "invalid_api_key");
}

/** @throws StripeFailure 401 unless the route takes publishable keys, and the fields have the intent's client secret. */
export function checkPublishable(books: Books, route: Route, fields: Fields, intentId: string): void {
  const message = "This API call cannot be made with a publishable API key. Please use a secret API key.";
  if (!route.publishable) throw unauthorized(message, "secret_key_required");
  const intent = books.intents.get(intentId);
  if (intent && fields.client_secret === intent.client_secret) return;
  const detail = { type: "invalid_request_error", code: "resource_missing", param: "intent" } as const;
  throw new StripeFailure(404, { ...detail, message: `No such payment_intent: '${intentId}'` });
}

/** What a publishable key may see of what was answered: nothing that only the merchant knows. */
export function seenByBrowser(run: () => object): object {
  try {
    return publicView(run());
  } catch (error) {
    if (!(error instanceof StripeFailure && error.detail.payment_intent)) throw error;
    throw new StripeFailure(error.status, {
      ...error.detail,
      payment_intent: publicView(error.detail.payment_intent),
    });
  }
}

const merchantOnly = new Set(["amount_received", "customer", "latest_charge", "metadata", "review", "transfer_data"]);

function publicView(intent: object): object {
  return Object.fromEntries(Object.entries(intent).filter(([name]) => !merchantOnly.has(name)));
}

function decodeUser(credential: string): string {
  return Buffer.from(credential, "base64").toString().split(":")[0] ?? "";
}

function unauthorized(message: string, code: string): StripeFailure {
  return new StripeFailure(401, { type: "invalid_request_error", code, message });
}

function mask(key: string): string {
  return key.length < 12 ? "****" : `${key.slice(0, 8)}****${key.slice(-4)}`;
}
