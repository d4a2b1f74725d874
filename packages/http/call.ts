import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Access, Endpoint, Group, Input, Output } from "#contract/endpoint";
import type { Allowance } from "#core/attempts";
import type { Session } from "#core/session";

/** A request as API Gateway hands it over; `authorizer` where the route has one. */
export type GatewayEvent = Omit<APIGatewayProxyEventV2, "body"> & {
  body?: unknown;
  requestContext: APIGatewayProxyEventV2["requestContext"] & {
    authorizer?: { jwt?: { claims: Record<string, unknown> } };
  };
};

type SessionOf<A extends Access> = A extends "public" | "signature" ? undefined : Session;

/** What a handler gets: the validated input, who is calling, and the time. */
export interface Call<E extends Endpoint = Endpoint> extends Input<E> {
  session: SessionOf<E["access"]>;
  /** The caller's address as the edge saw it. */
  address: string;
  now: Date;
  /** Milliseconds that the function has left: long work ends before, and says how far it came. */
  left: () => number;
  /** The body's bytes as they were sent, and the headers in lower case: what signatures are made over. */
  raw: { body: Buffer; headers: Record<string, string | undefined> };
}

/** One handler per endpoint of the group: one missing, or one too many, doesn't compile. */
export type Handlers<G extends Group> = {
  [Name in keyof G["endpoints"]]: (call: Call<G["endpoints"][Name]>) => Promise<Output<G["endpoints"][Name]>>;
};

/** What the steps of one request share. */
export interface Exchange {
  endpoint: Endpoint;
  handle: (call: Call) => Promise<unknown>;
  /** The caller's address as the edge saw it. */
  address: string;
  now: Date;
  left: () => number;
  /** Set by the throttle, told in the RateLimit-* headers. */
  allowance?: Allowance;
}
