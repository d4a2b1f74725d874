import { z } from "zod";
import type { DeployedResource, Deployment } from "./deployment";
import { type AddedHeader, addedHeadersOf } from "./headers-policy";
import { type PictureOrigin, pictureOriginOf } from "./picture-origin";
import { type CachePolicy, cachePolicyOf, type Forwarded, requestPolicyOf } from "./policies";
import { TemplateError } from "./template";

const BehaviourProperties = z.object({
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["GET", "HEAD"]),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
});

const OriginProperties = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginAccessControlId: z.string().optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
});

const DistributionProperties = z.object({
  DistributionConfig: z.object({
    Aliases: z.array(z.string()).default([]),
    Origins: z.array(OriginProperties),
    CacheBehaviors: z.array(BehaviourProperties.extend({ PathPattern: z.string() })).default([]),
    DefaultCacheBehavior: BehaviourProperties,
    CustomErrorResponses: z
      .array(z.object({ ErrorCode: z.number(), ErrorCachingMinTTL: z.number().default(10) }))
      .default([]),
  }),
});

type Properties = z.infer<typeof DistributionProperties>["DistributionConfig"];

/** The HTTP API, and what the edge tells it beside the request. */
interface ApiOrigin {
  domain: string;
  headers: Record<string, string>;
}

/** How requests below a path are served. */
export interface Behaviour {
  /** `/images/*`; `*` for what no other one matches. */
  pattern: string;
  methods: string[];
  origin: { pictures: PictureOrigin } | { api: ApiOrigin };
  cache: CachePolicy;
  forwarded: Forwarded;
  added: AddedHeader[];
}

/** A distribution of the template. */
export interface Distribution {
  /** Its names: CloudFront's, and one's own. */
  domains: string[];
  /** The first one whose pattern matches serves. */
  behaviours: Behaviour[];
  /** Seconds for which refusals are kept by their status, whatever they say of themselves. */
  refusals: Record<number, number>;
}

/** Refusals that CloudFront keeps unless it is told otherwise. */
const keptRefusals = [404, 414, 500, 501, 502, 503, 504];

const refusalsOf = ({ CustomErrorResponses }: Properties): Record<number, number> => ({
  ...Object.fromEntries(keptRefusals.map((status) => [status, 10])),
  ...Object.fromEntries(CustomErrorResponses.map((one) => [one.ErrorCode, one.ErrorCachingMinTTL])),
});

interface Surroundings {
  deployment: Deployment;
  resource: DeployedResource;
  account: string;
}

function originOf(
  { deployment, resource, account }: Surroundings,
  { Origins }: Properties,
  id: string,
): Behaviour["origin"] {
  const found = Origins.find(({ Id }) => Id === id);
  if (!found) throw new TemplateError(`${resource.stack}/${resource.logicalId}`, `there is no origin ${id}`);
  const { DomainName: domain, OriginAccessControlId, OriginCustomHeaders } = found;
  const arn = `arn:aws:cloudfront::${account}:distribution/${resource.id}`;
  const pictures = OriginAccessControlId ? pictureOriginOf(deployment, domain, arn) : undefined;
  if (pictures) return { pictures };
  const [api] = deployment.resources("AWS::ApiGatewayV2::Api");
  if (!api || !domain.startsWith(`${api.id}.execute-api.`))
    throw new TemplateError(`${resource.stack}/${resource.logicalId}`, `${domain} isn't known locally`);
  const headers = OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]);
  return { api: { domain, headers: Object.fromEntries(headers) } };
}

function behaviourOf(
  around: Surroundings,
  config: Properties,
  pattern: string,
  given: z.infer<typeof BehaviourProperties>,
): Behaviour {
  const { deployment, resource } = around;
  const where = `${resource.stack}/${resource.logicalId}.${pattern}`;
  return {
    ...{ pattern, methods: given.AllowedMethods, origin: originOf(around, config, given.TargetOriginId) },
    cache: cachePolicyOf(deployment, given.CachePolicyId, where),
    forwarded: requestPolicyOf(deployment, given.OriginRequestPolicyId, where),
    added: addedHeadersOf(deployment, given.ResponseHeadersPolicyId, where),
  };
}

/** Undefined when the stacks have no distribution; a second one is refused. */
export function distributionOf(deployment: Deployment, account: string): Distribution | undefined {
  const [resource, second] = deployment.resources("AWS::CloudFront::Distribution");
  if (second) throw new TemplateError(`${second.stack}/${second.logicalId}`, "a second distribution isn't supported");
  if (!resource) return undefined;
  const config = resource.properties(DistributionProperties).DistributionConfig;
  const around = { deployment, resource, account };
  return {
    domains: [resource.attribute("DomainName"), ...config.Aliases],
    behaviours: [
      ...config.CacheBehaviors.map((one) => behaviourOf(around, config, one.PathPattern, one)),
      behaviourOf(around, config, "*", config.DefaultCacheBehavior),
    ],
    refusals: refusalsOf(config),
  };
}
