import { z } from "zod";
import { matchesWildcard } from "./wildcard";

const OneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const ConditionValues = z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]);

/** Not accepted: NotAction, NotResource and policy variables, which the local decision doesn't cover. */
export const StatementDocument = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: OneOrMany,
  Resource: OneOrMany,
  Condition: z.record(z.string(), z.record(z.string(), ConditionValues)).default({}),
});

/** An identity-based policy document. */
export const PolicyDocument = z.object({
  Version: z.string().optional(),
  Statement: z.union([StatementDocument.transform((one) => [one]), z.array(StatementDocument)]),
});

export type Statement = z.infer<typeof StatementDocument>;

/** The values of the condition keys that are known about a call. */
export type Context = Record<string, string[]>;

/** Whether the statement's actions and resources cover the permission, its conditions aside. */
export function covers(statement: Statement, action: string, resource: string): boolean {
  return (
    statement.Action.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
    statement.Resource.some((pattern) => matchesWildcard(pattern, resource))
  );
}

type Operator = (given: string[], wanted: string[]) => boolean;

const equals = (given: string, wanted: string[]) => wanted.includes(given);
const like = (given: string, wanted: string[]) => wanted.some((pattern) => matchesWildcard(pattern, given));

const operators: Record<string, Operator> = {
  StringEquals: (given, wanted) => given.length === 1 && given.every((value) => equals(value, wanted)),
  StringNotEquals: (given, wanted) => !given.some((value) => equals(value, wanted)),
  StringLike: (given, wanted) => given.length === 1 && given.every((value) => like(value, wanted)),
  ArnEquals: (given, wanted) => given.length === 1 && given.every((value) => like(value, wanted)),
  ArnLike: (given, wanted) => given.length === 1 && given.every((value) => like(value, wanted)),
  "ForAllValues:StringEquals": (given, wanted) => given.every((value) => equals(value, wanted)),
  "ForAllValues:StringLike": (given, wanted) => given.every((value) => like(value, wanted)),
  "ForAnyValue:StringEquals": (given, wanted) => given.some((value) => equals(value, wanted)),
  "ForAnyValue:StringLike": (given, wanted) => given.some((value) => like(value, wanted)),
};

/** Whether the conditions hold, or the first one that can't be decided locally. */
export function conditionsHold({ Condition }: Statement, context: Context): boolean | { undecided: string } {
  for (const [name, keys] of Object.entries(Condition)) {
    for (const [key, values] of Object.entries(keys)) {
      const operator = operators[name];
      const given = context[key];
      if (!operator || !given) return { undecided: `${name} on ${key}` };
      if (!operator(given, [values].flat().map(String))) return false;
    }
  }
  return true;
}
