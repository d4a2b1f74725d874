import type { Permission } from "#local/service";
import { SesFailure } from "./query";

/** Where the account is, for the names of its resources. */
export interface Place {
  region: string;
  account: string;
}

/** The verified identity that an address sends by: the address itself or its domain; else the address. */
export function identityOf(address: string, verified: string[]): string {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
  return (
    verified.find((name) => name.toLowerCase() === wanted) ??
    verified.find((name) => name.toLowerCase() === domain) ??
    address
  );
}

/** @throws SesFailure `MessageRejected` when neither the address nor its domain is verified. */
export function checkVerified(address: string, verified: string[], { region }: Place): void {
  if (verified.includes(identityOf(address, verified))) return;
  const failed = `The following identities failed the check in region ${region.toUpperCase()}: ${address}`;
  throw new SesFailure("MessageRejected", `Email address is not verified. ${failed}`);
}

/** What a request to send needs: its identity and, if it names one, its configuration set. */
export function sendPermissions(
  action: string,
  identity: string,
  configurationSet: string | null,
  { account, region }: Place,
): Permission[] {
  const resources = [`identity/${identity}`, ...(configurationSet ? [`configuration-set/${configurationSet}`] : [])];
  return resources.map((name) => ({ action: `ses:${action}`, resource: `arn:aws:ses:${region}:${account}:${name}` }));
}
