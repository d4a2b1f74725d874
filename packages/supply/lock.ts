import type { Locked } from "#infra/lock";

const registry = "https://registry.npmjs.org/";

/**
 * What is wrong with locked packages: an address that others may not reach or trust, or bytes that nothing vouches for.
 * An address may be missing: then each machine asks the registry that it is set to, and the digest decides.
 */
export const faultsIn = (lock: readonly Locked[]): string[] =>
  lock.flatMap(({ path, resolved, integrity, inBundle }) => {
    if (resolved !== undefined && !resolved.startsWith(registry)) return [`${path} leads to ${resolved}`];
    if (!inBundle && !integrity?.startsWith("sha512-")) return [`${path} has no SHA-512`];
    return [];
  });
