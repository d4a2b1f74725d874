import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod/mini";
import type { analytics } from "#contract/analytics";
import type { assessment } from "#contract/assessment";
import type { auth } from "#contract/auth";
import type { categories } from "#contract/categories";
import type { certificates } from "#contract/certificates";
import type { content } from "#contract/content";
import type { coupons } from "#contract/coupons";
import type { courses } from "#contract/courses";
import type { Endpoint } from "#contract/endpoint";
import type { events } from "#contract/events";
import type { invoices } from "#contract/invoices";
import type { learning } from "#contract/learning";
import type { mail } from "#contract/mail";
import type { meta } from "#contract/meta";
import type { orders } from "#contract/orders";
import type { uploads } from "#contract/uploads";
import type { users } from "#contract/users";
import { clientFiles, clientGroups } from "#openapi/typescript/client-files";
import type { Client } from "./client";
import type * as analyticsCalls from "./generated/analytics";
import type * as assessmentCalls from "./generated/assessment";
import type * as authCalls from "./generated/auth";
import type * as categoryCalls from "./generated/categories";
import type * as certificateCalls from "./generated/certificates";
import type * as contentCalls from "./generated/content";
import type * as couponCalls from "./generated/coupons";
import type * as courseCalls from "./generated/courses";
import { create, list } from "./generated/courses";
import type * as eventCalls from "./generated/events";
import type * as invoiceCalls from "./generated/invoices";
import type * as learningCalls from "./generated/learning";
import type * as mailCalls from "./generated/mail";
import type * as metaCalls from "./generated/meta";
import type * as orderCalls from "./generated/orders";
import type * as uploadCalls from "./generated/uploads";
import type * as userCalls from "./generated/users";

// The compiler holds the generated types against the contract: where one isn't what its schema parses, the name of its
// endpoint stands in the compiler's complaint.

type Output<S> = S extends z.ZodMiniType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodMiniType ? z.input<S> : undefined;

/** A query as it is meant: numbers rather than their text, optional where the text is. */
type Query<S> = S extends z.ZodMiniType
  ? { [Name in keyof z.input<S>]: Name extends keyof z.output<S> ? z.output<S>[Name] : never }
  : undefined;

type Answer<S> = S extends z.ZodMiniType ? z.output<S> : Response;

type Call = (client: Client, ...rest: never[]) => Promise<unknown>;

type Given<F extends Call, Part extends string> =
  NonNullable<Parameters<F>[1]> extends { [Name in Part]?: infer Input }
    ? Part extends keyof NonNullable<Parameters<F>[1]>
      ? NonNullable<Input>
      : undefined
    : undefined;

/** The same type without the names and intersections that it was put together of. */
type Plain<T> = T extends (infer Item)[] ? Plain<Item>[] : T extends object ? { [Name in keyof T]: Plain<T[Name]> } : T;

type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

type Verdict<E extends Endpoint, F extends Call> = [
  Same<Given<F, "params">, Output<E["params"]>>,
  Same<Given<F, "query">, Query<E["query"]>>,
  Same<Given<F, "body">, Sent<E["body"]>>,
  Same<Awaited<ReturnType<F>>, Answer<E["returns"]>>,
];

type Wrong<Endpoints extends Record<string, Endpoint>, Calls extends Record<keyof Endpoints, Call>> = {
  [Name in keyof Endpoints]: Verdict<Endpoints[Name], Calls[Name]> extends [true, true, true, true] ? never : Name;
}[keyof Endpoints];

interface Wrongs {
  analytics: Wrong<typeof analytics.endpoints, typeof analyticsCalls>;
  assessment: Wrong<typeof assessment.endpoints, typeof assessmentCalls>;
  auth: Wrong<typeof auth.endpoints, typeof authCalls>;
  categories: Wrong<typeof categories.endpoints, typeof categoryCalls>;
  certificates: Wrong<typeof certificates.endpoints, typeof certificateCalls>;
  coupons: Wrong<typeof coupons.endpoints, typeof couponCalls>;
  courses: Wrong<typeof courses.endpoints, typeof courseCalls>;
  content: Wrong<typeof content.endpoints, typeof contentCalls>;
  events: Wrong<typeof events.endpoints, typeof eventCalls>;
  invoices: Wrong<typeof invoices.endpoints, typeof invoiceCalls>;
  learning: Wrong<typeof learning.endpoints, typeof learningCalls>;
  mail: Wrong<typeof mail.endpoints, typeof mailCalls>;
  meta: Wrong<typeof meta.endpoints, typeof metaCalls>;
  orders: Wrong<typeof orders.endpoints, typeof orderCalls>;
  uploads: Wrong<typeof uploads.endpoints, typeof uploadCalls>;
  users: Wrong<typeof users.endpoints, typeof userCalls>;
}

const wrongs: { [Group in keyof Wrongs]: [Wrongs[Group]] extends [never] ? "none" : Wrongs[Group] } = {
  analytics: "none",
  assessment: "none",
  auth: "none",
  categories: "none",
  certificates: "none",
  coupons: "none",
  courses: "none",
  content: "none",
  events: "none",
  invoices: "none",
  learning: "none",
  mail: "none",
  meta: "none",
  orders: "none",
  uploads: "none",
  users: "none",
};

/** Only compiled: what a caller could get wrong, and the compiler must not let pass. */
function mistakes(api: Client) {
  return [
    () => list(api, { query: { level: "beginner", limit: 20, sort: "rating" } }),
    // @ts-expect-error no such level
    () => list(api, { query: { level: "expert" } }),
    // @ts-expect-error a number is wanted
    () => list(api, { query: { limit: "20" } }),
    // @ts-expect-error a course has a price
    () => create(api, { body: { title: "Graphs" } }),
    // @ts-expect-error no such field
    () => create(api, { body: { title: "Graphs", price: 0, instructor: "me" } }),
    // @ts-expect-error a body is wanted
    () => create(api),
    // @ts-expect-error a list has no such field
    async () => (await list(api)).events,
  ];
}

test("the compiler has seen every group, and every mistake", () => {
  expect(Object.keys(wrongs).sort()).toEqual([...clientGroups].sort());
  expect(mistakes).toHaveLength(1);
});

test("generated/ holds nothing that is no longer generated", () => {
  expect(readdirSync(join(__dirname, "generated")).sort()).toEqual(Object.keys(clientFiles()).sort());
});

test.each(Object.entries(clientFiles()))("generated/%s is up to date", (name, content) => {
  expect(readFileSync(join(__dirname, "generated", name), "utf8")).toBe(content);
});
