import { z } from "zod";
import type { Deployment } from "./deployment";
import { TemplateError } from "./template";

const HeadersConfig = z.object({
  HeaderBehavior: z.enum(["none", "whitelist"]),
  Headers: z.array(z.string()).default([]),
});
const CookiesConfig = z.object({ CookieBehavior: z.enum(["none", "all"]) });
const QueryStringsConfig = z.object({ QueryStringBehavior: z.enum(["none", "all"]) });

const CacheProperties = z.object({
  CachePolicyConfig: z.object({
    ...{ MinTTL: z.number(), DefaultTTL: z.number(), MaxTTL: z.number() },
    ParametersInCacheKeyAndForwardedToOrigin: z.object({ HeadersConfig, CookiesConfig, QueryStringsConfig }),
  }),
});

const RequestProperties = z.object({
  OriginRequestPolicyConfig: z.object({ HeadersConfig, CookiesConfig, QueryStringsConfig }),
});

/** What of a request goes to the origin, by its own names. */
export interface Forwarded {
  headers: string[];
  cookies: boolean;
  query: boolean;
}

/** What answers are kept by, and for how many seconds. All that is in the key is forwarded, too. */
export interface CachePolicy extends Forwarded {
  lifetime: { least: number; otherwise: number; most: number };
}

/** CloudFront's own: by path alone, for as long as the object says. */
const managed: Record<string, CachePolicy> = {
  "658327ea-f89d-4fab-a63d-7e88639e58f6": {
    ...{ headers: [], cookies: false, query: false },
    lifetime: { least: 1, otherwise: 86_400, most: 31_536_000 },
  },
};

const forwardedBy = (config: z.infer<typeof RequestProperties>["OriginRequestPolicyConfig"]): Forwarded => ({
  headers: config.HeadersConfig.Headers.map((name) => name.toLowerCase()),
  cookies: config.CookiesConfig.CookieBehavior === "all",
  query: config.QueryStringsConfig.QueryStringBehavior === "all",
});

/** The cache policy of that id: the template's, or one of CloudFront's own that is known here. */
export function cachePolicyOf(deployment: Deployment, id: string, where: string): CachePolicy {
  const resource = deployment.resources("AWS::CloudFront::CachePolicy").find((one) => one.id === id);
  if (!resource && !managed[id]) throw new TemplateError(where, `there is no cache policy ${id} locally`);
  if (!resource) return managed[id] as CachePolicy;
  const { MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin } =
    resource.properties(CacheProperties).CachePolicyConfig;
  return {
    ...forwardedBy(ParametersInCacheKeyAndForwardedToOrigin),
    lifetime: { least: MinTTL, otherwise: DefaultTTL, most: MaxTTL },
  };
}

/** What the origin request policy of that id adds. */
export function requestPolicyOf(deployment: Deployment, id: string | undefined, where: string): Forwarded {
  if (id === undefined) return { headers: [], cookies: false, query: false };
  const resource = deployment.resources("AWS::CloudFront::OriginRequestPolicy").find((one) => one.id === id);
  if (!resource) throw new TemplateError(where, `there is no origin request policy ${id} locally`);
  return forwardedBy(resource.properties(RequestProperties).OriginRequestPolicyConfig);
}
