import type { Construct } from "constructs";

/** Where the certificates and web ACLs of CloudFront live, wherever the rest of the platform does. */
export const edgeRegion = "us-east-1";

/** A name of one's own for the platform: `-c domain=api.instaiq.com`, and `-c hosted_zone_id=Z…` where Route 53 has it. */
export interface Domain {
  name: string;
  /** Without it, the operator makes the records that certificate and distribution ask for. */
  zone?: string;
}

export interface Place {
  /** `-c region=ap-south-1` */
  region: string;
  domain?: Domain;
}

const forms = {
  region: /^[a-z]{2}(-[a-z]+)+-\d$/,
  domain: /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
  hosted_zone_id: /^Z[A-Z0-9]+$/,
};

function given(scope: Construct, name: keyof typeof forms): string | undefined {
  const value: unknown = scope.node.tryGetContext(name);
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string" || !forms[name].test(value)) throw new Error(`${name} can't be "${value}"`);
  return value;
}

/** Where this deployment stands, and under which name. */
export function placeOf(scope: Construct): Place {
  const [region = edgeRegion, name, zone] = [
    given(scope, "region"),
    given(scope, "domain"),
    given(scope, "hosted_zone_id"),
  ];
  if (zone && !name) throw new Error("hosted_zone_id is of no use without a domain");
  return { region, ...(name ? { domain: { name, ...(zone ? { zone } : {}) } } : {}) };
}
