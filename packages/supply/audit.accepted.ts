/** An advisory that doesn't stop us, and until when. */
export interface Acceptance {
  /** `GHSA-xxxx-xxxx-xxxx` */
  advisory: string;
  /** Why it can't hurt here. */
  reason: string;
  /** The last day that it is accepted, `2027-01-31`: then somebody looks again. */
  until: string;
}

/** None. An entry needs a reason that holds for every path on which the package is reached. */
export const acceptances: readonly Acceptance[] = [];
