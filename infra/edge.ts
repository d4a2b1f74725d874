import { CrossStackReferences, ReferenceStrength, Stack } from "aws-cdk-lib";
import { CfnCertificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Construct } from "constructs";
import { createFirewall } from "./firewall";
import { type Domain, edgeRegion, type Place } from "./place";
import type { Stage } from "./stage";

/** What CloudFront takes from us-east-1 only, by ARN. */
export interface Edge {
  firewall: string;
  certificate?: string;
}

/** Whoever has the domain's DNS proves it by a record; in a zone of Route 53, CloudFormation makes it. */
const createCertificate = (scope: Construct, { name, zone }: Domain): CfnCertificate =>
  new CfnCertificate(scope, "Certificate", {
    ...{ domainName: name, validationMethod: "DNS" },
    ...(zone ? { domainValidationOptions: [{ domainName: name, hostedZoneId: zone }] } : {}),
  });

function createIn(scope: Construct, stage: Stage, { domain }: Place): Edge {
  const firewall = createFirewall(scope, stage);
  const certificate = domain && createCertificate(scope, domain);
  // Read when the other stack is deployed: neither holds on to the other by an export.
  for (const made of [firewall, certificate]) if (made) CrossStackReferences.of(made).produce(ReferenceStrength.WEAK);
  return { firewall: firewall.attrArn, ...(certificate ? { certificate: certificate.ref } : {}) };
}

/** In the platform's own stack where that stands in us-east-1, else in a second one there. */
export function createEdge(platform: Stack, stage: Stage, place: Place): Edge {
  if (place.region === edgeRegion) return createIn(platform, stage, place);
  const beside = new Stack(platform.node.scope ?? platform, "InstaIqEdge", {
    ...{
      stackName: `instaiq-${stage.name}-edge`,
      description: "Insta iQ backend: what CloudFront takes from us-east-1",
    },
    ...{ env: { region: edgeRegion }, terminationProtection: stage.terms.terminationProtection },
  });
  return createIn(beside, stage, place);
}
