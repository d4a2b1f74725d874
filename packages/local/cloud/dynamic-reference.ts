import { isRecord, TemplateError } from "./template";

/** Gives the present value of the secret of that ARN. */
export type SecretReader = (arn: string) => string;

const references = /\{\{resolve:([^}]*)\}\}/g;

/** `secretsmanager:ARN:SecretString:::`: of the whole value only, as it is now. */
function read(reference: string, secretOf: SecretReader, path: string): string {
  const [, arn] = /^secretsmanager:(arn(?::[^:]*){6})(?::SecretString:*)?$/.exec(reference) ?? [];
  if (arn === undefined) throw new TemplateError(path, `{{resolve:${reference}}} isn't supported locally`);
  return secretOf(arn);
}

/** The value with every dynamic reference in it read, as CloudFormation does when it makes a resource. */
export function dereferenced(value: unknown, secretOf: SecretReader, path: string): unknown {
  if (typeof value === "string")
    return value.replace(references, (_, reference: string) => read(reference, secretOf, path));
  if (Array.isArray(value)) return value.map((item) => dereferenced(item, secretOf, path));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dereferenced(item, secretOf, path)]));
}
