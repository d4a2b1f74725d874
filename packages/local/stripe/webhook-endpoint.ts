import { randomBytes } from "node:crypto";
import { z } from "zod";
import { save } from "#local/journal";
import type { WebhookTarget } from "#local/payments/webhook";
import type { Books, WebhookEndpoint } from "./books";
import type { Call } from "./call";
import { missing } from "./failure";
import type { Fields } from "./form";
import { newId } from "./ids";
import { type List, listPage, listParams } from "./listing";
import { flag, list, mergeMetadata, metadata, readParams, text } from "./params";

const url = z.url("url_invalid");
const events = list(z.string().min(1));

const New = z.strictObject({
  url,
  enabled_events: events,
  api_version: z.string().optional(),
  description: text().optional(),
  metadata: metadata.optional(),
});

const Change = z.strictObject({
  url: url.optional(),
  enabled_events: events.optional(),
  disabled: flag.optional(),
  description: text().optional(),
  metadata: metadata.optional(),
});

/** `POST /v1/webhook_endpoints`: the one answer that has the signing secret in it. */
export function createEndpoint(call: Call, fields: Fields): WebhookEndpoint {
  const { metadata: entries, api_version = null, description = null, ...params } = readParams(New, fields);
  return save<WebhookEndpoint>(call.books.endpoints, {
    ...{ id: newId("we"), object: "webhook_endpoint", application: null, created: call.now, livemode: false },
    ...{ status: "enabled", secret: `whsec_${randomBytes(24).toString("base64url")}` },
    ...{ ...params, api_version, description, metadata: mergeMetadata({}, entries) },
  });
}

/** `GET /v1/webhook_endpoints` */
export function listEndpoints(call: Call, fields: Fields): List<object> {
  const all = call.books.endpoints.values().map(shown);
  return listPage("/v1/webhook_endpoints", all, readParams(z.strictObject(listParams), fields));
}

/** `GET /v1/webhook_endpoints/:id` */
export const retrieveEndpoint = (call: Call, _fields: Fields, id: string): object => shown(find(call, id));

/** `POST /v1/webhook_endpoints/:id` */
export function updateEndpoint(call: Call, fields: Fields, id: string): object {
  const endpoint = find(call, id);
  const { disabled, metadata: entries, ...params } = readParams(Change, fields);
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
  return shown(
    save<WebhookEndpoint>(call.books.endpoints, {
      ...{ ...endpoint, ...given },
      status: disabled === undefined ? endpoint.status : disabled ? "disabled" : "enabled",
      metadata: mergeMetadata(endpoint.metadata, entries),
    }),
  );
}

/** `DELETE /v1/webhook_endpoints/:id` */
export function deleteEndpoint(call: Call, _fields: Fields, id: string): object {
  call.books.endpoints.delete(find(call, id).id);
  return { id, object: "webhook_endpoint", deleted: true };
}

/** Where an event of that type goes; undefined while there is no endpoint at all. */
export function targetsOf(books: Books, type: string): WebhookTarget[] | undefined {
  const all = books.endpoints.values();
  if (all.length === 0) return undefined;
  return all
    .filter(
      ({ status, enabled_events: wanted }) => status === "enabled" && (wanted.includes(type) || wanted.includes("*")),
    )
    .map((endpoint) => ({ url: () => endpoint.url, secret: () => endpoint.secret }));
}

function find(call: Call, id: string): WebhookEndpoint {
  const endpoint = call.books.endpoints.get(id);
  if (!endpoint) throw missing("webhook endpoint", id, "id");
  return endpoint;
}

const shown = ({ secret: _, ...endpoint }: WebhookEndpoint): Omit<WebhookEndpoint, "secret"> => endpoint;
