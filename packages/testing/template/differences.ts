import { isDeepStrictEqual } from "node:util";
import { isRecord } from "#local/cloud/template";
import type { Resource, Resources } from "./resources";

/** Where the value differs from what is expected of it. Objects may hold more than is expected; lists may not. */
export function differences(where: string, actual: unknown, expected: unknown): string[] {
  if (isRecord(expected) && Object.keys(expected).length > 0)
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(`${where}.${key}`, isRecord(actual) ? actual[key] : undefined, value),
    );
  if (isDeepStrictEqual(actual, expected) || (isRecord(actual) && isRecord(expected))) return [];
  return [`${where} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

export const propertyFaults = ({ id, properties }: Resource, expected: Record<string, unknown>): string[] =>
  differences(id, properties, expected);

/** Where the stage keeps what it is given, it outlives the stack that made it; elsewhere it makes room for the next. */
export function retentionFaults({ terms }: Resources, { id, kept }: Resource): string[] {
  const fate = terms.keeps ? "Retain" : "Delete";
  return differences(id, kept, { deleted: fate, replaced: fate });
}

/** What is missing of a set, and what is too much in it. */
export function setFaults(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((one) => !actual.includes(one)).map((one) => `${what}: ${one} is missing`),
    ...actual.filter((one) => !expected.includes(one)).map((one) => `${what}: ${one} is not declared`),
    ...actual.filter((one, index) => actual.indexOf(one) !== index).map((one) => `${what}: ${one} is there twice`),
  ];
}

/** There are exactly these resources of the type. */
export const presenceFaults = (resources: Resources, type: string, expected: readonly Resource[]): string[] =>
  setFaults(
    type,
    resources.ofType(type).map(({ id }) => id),
    expected.map(({ id }) => id),
  );
