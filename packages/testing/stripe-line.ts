import { openProviderLine, type ProviderLine } from "./provider-line";

export type { LineFault } from "./provider-line";
export type StripeLine = ProviderLine;

/** The functions' line to Stripe. */
export const openStripeLine = (): Promise<StripeLine> => openProviderLine("stripe");
