import { fontAssets } from "#adapters/pdf/fonts";

/** The fonts of the PDF. */
export const assets = fontAssets;
