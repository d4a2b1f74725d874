/** What goes wrong with one call to something outside: with what is asked, with the answer, or with whoever asks. */
export const troubles = [
  "none",
  "throttled",
  "conflict",
  "failed",
  "failed after",
  "lost request",
  "lost answer",
  "crash before",
  "crash after",
] as const;
export type Trouble = (typeof troubles)[number];

/** Whether the call is carried out, whatever becomes of its answer. */
export const isCarriedOut = (trouble: Trouble): boolean =>
  trouble === "none" || trouble === "failed after" || trouble === "lost answer" || trouble === "crash after";

export const isCrash = (trouble: Trouble): boolean => trouble === "crash before" || trouble === "crash after";

/** As a connection that breaks shows itself to Node. */
export const brokenConnection = (): Error => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
