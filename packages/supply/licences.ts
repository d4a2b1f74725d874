import type { Locked } from "#infra/lock";
import { licenceOf } from "#infra/stated-licence";
import { accepted, excepted } from "./accepted";

/** Whether the terms suit: of alternatives one is enough, of several at once it takes all. Brackets only around the whole. */
export function suits(expression: string): boolean {
  const plain = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(plain)) return false;
  const alternatives = plain.split(" OR ").map((alternative) => alternative.split(" AND "));
  return alternatives.some((all) => all.every((id) => Object.hasOwn(accepted, id)));
}

/** Why a package can't be deployed; undefined if it can. */
export function objectionTo(locked: Locked): string | undefined {
  const { name } = locked;
  const licence = licenceOf(locked);
  if (!licence) return `${name} states no licence`;
  const exception = Object.hasOwn(excepted, name) ? excepted[name] : undefined;
  if (suits(licence) || exception?.licence === licence) return undefined;
  return `${name} is under ${licence}, which isn't accepted`;
}

/** @throws Error naming every package that mustn't be deployed */
export function refuse(deployed: readonly Locked[]): void {
  const objections = deployed.flatMap((locked) => objectionTo(locked) ?? []);
  if (objections.length > 0) throw new Error(`packages/supply/accepted.ts: ${objections.join("; ")}`);
}
