import { isIPv6 } from "node:net";

/** The eight groups of an IPv6 address, `::` written out. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean));
  const missing = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  return [...(before ?? []), ...Array<string>(missing).fill("0"), ...(after ?? [])];
}

/**
 * Whom an address stands for: itself, or of IPv6 its first 64 bits, because whoever has one address there has all those of
 * their network, and could try from another one each time.
 *
 * @example networkOf("2001:db8:0:1::7") // "2001:db8:0:1::/64"
 */
export function networkOf(address: string): string {
  // An IPv4 address in the clothes of IPv6 is one.
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const network = groupsOf(address).slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
