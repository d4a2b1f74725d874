import type { Locked } from "./lock";

/** Where package.json is silent: what the package says elsewhere, by name. */
const stated: Record<string, string> = {
  // In its LICENSE.
  "png-js": "MIT",
};

/** A package's licence as an SPDX expression; undefined where nothing is known. */
export const licenceOf = ({ name, license }: Locked): string | undefined => license ?? stated[name];
