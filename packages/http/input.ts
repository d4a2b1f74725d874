import { en } from "zod/locales";
import * as z from "zod/mini";
import { queryOf } from "#contract/csv";
import type { Endpoint } from "#contract/endpoint";
import { Failure, type Fault } from "#contract/failure";

z.config(en());

type Issue = z.core.$ZodIssue;

const ofAnotherType = ({ code, path }: Issue): boolean => code === "invalid_type" && path.length === 0;

/** Of what a field may be, the faults of what it was meant to be: an array's items rather than "no boolean, no array". */
function meant(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const closest = issue.errors.find((errors) => !errors.some(ofAnotherType));
  return closest?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue];
}

function faultsOf(place: string, issue: Issue): Fault[] {
  const at = [place, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: `${at}.${key}`, message: "is not a known field" }));
  return [{ path: at, message: issue.message }];
}

/** Faults told at most: more would only make the answer as large as the attack. */
const most = 50;

interface Given {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Validates all that the endpoint declares. @throws Failure invalid_input with every fault at once. */
export function parseInput(endpoint: Endpoint, given: Given): Given {
  const faults: Fault[] = [];
  const parse = (place: string, schema: z.ZodMiniType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    faults.push(...parsed.error.issues.flatMap(meant).flatMap((issue) => faultsOf(place, issue)));
    return undefined;
  };
  const input = {
    params: parse("path", endpoint.params, given.params ?? {}),
    query: parse("query", queryOf(endpoint), given.query ?? {}),
    body: parse("body", endpoint.body, given.body),
  };
  if (faults.length > 0) throw new Failure("invalid_input", { errors: faults.slice(0, most) });
  return input;
}
