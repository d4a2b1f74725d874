import { z } from "zod";
import type { Deployment } from "./deployment";
import { TemplateError } from "./template";

const Override = z.boolean();

const HeadersProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z
      .object({
        ContentTypeOptions: z.object({ Override }).optional(),
        ContentSecurityPolicy: z.object({ Override, ContentSecurityPolicy: z.string() }).optional(),
        FrameOptions: z.object({ Override, FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.object({ Override, ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .object({ Override, AccessControlMaxAgeSec: z.number(), IncludeSubdomains: z.boolean().default(false) })
          .optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override })) })
      .default({ Items: [] }),
  }),
});

type Properties = z.infer<typeof HeadersProperties>["ResponseHeadersPolicyConfig"];

/** A header that is added to an answer, in place of the origin's own or only where that has none. */
export interface AddedHeader {
  name: string;
  value: string;
  override: boolean;
}

function securityHeaders({ SecurityHeadersConfig: given }: Properties): AddedHeader[] {
  const { ContentTypeOptions: type, ContentSecurityPolicy: content, StrictTransportSecurity: transport } = given;
  const { FrameOptions: frame, ReferrerPolicy: referrer } = given;
  const age = `max-age=${transport?.AccessControlMaxAgeSec}${transport?.IncludeSubdomains ? "; includeSubDomains" : ""}`;
  const headers: [string, string | undefined, { Override: boolean } | undefined][] = [
    ["strict-transport-security", age, transport],
    ["x-content-type-options", "nosniff", type],
    ["x-frame-options", frame?.FrameOption, frame],
    ["content-security-policy", content?.ContentSecurityPolicy, content],
    ["referrer-policy", referrer?.ReferrerPolicy, referrer],
  ];
  return headers.flatMap(([name, value = "", set]) => (set ? [{ name, value, override: set.Override }] : []));
}

/** What the response headers policy of that id adds to every answer. */
export function addedHeadersOf(deployment: Deployment, id: string | undefined, where: string): AddedHeader[] {
  if (id === undefined) return [];
  const policy = deployment.resources("AWS::CloudFront::ResponseHeadersPolicy").find((resource) => resource.id === id);
  if (!policy) throw new TemplateError(where, `there is no response headers policy ${id}`);
  const config = policy.properties(HeadersProperties).ResponseHeadersPolicyConfig;
  const custom = config.CustomHeadersConfig.Items.map(({ Header, Value, Override: override }) => ({
    ...{ name: Header.toLowerCase(), value: Value, override },
  }));
  return [...securityHeaders(config), ...custom];
}

/** The answer's headers together with those. */
export function withAdded(headers: Record<string, string>, added: AddedHeader[]): Record<string, string> {
  const missing = added.filter(({ name, override }) => override || !(name in headers));
  return { ...headers, ...Object.fromEntries(missing.map(({ name, value }) => [name, value])) };
}
