import type { FaultPlan } from "#local/cloud/faults";

/** What can go wrong with one call, under the name that the matrix has for it. */
export const faults = {
  throttled: { before: "throttle" },
  conflict: { before: "conflict" },
  "failed (500)": { before: "http500" },
  "failed (500) after the commit": { after: "http500" },
  "no answer": { before: "timeout" },
  "no answer after the commit": { after: "timeout" },
  "reset before": { before: "reset" },
  "reset after the commit": { after: "reset" },
} satisfies Record<string, FaultPlan>;

/** A code counts once, whoever has lost the answer: the person enters the next one. */
export const takesCode = (action: string): boolean =>
  /^(VerifySoftwareToken|AdminRespondToAuthChallenge)$/.test(action);

export type Fault = keyof typeof faults;
