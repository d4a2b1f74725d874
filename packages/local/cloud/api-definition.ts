import { z } from "zod";
import { CorsConfiguration } from "./cors";
import type { DeployedResource, Deployment } from "./deployment";
import { functionName } from "./function";
import { parseRouteKey, type Route } from "./routes";
import { TemplateError } from "./template";
import type { ThrottleLimits } from "./throttle";

const ApiProperties = z.object({ CorsConfiguration: CorsConfiguration.optional() });

const IntegrationProperties = z.object({
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
});

const AuthorizerProperties = z.object({
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.object({ Audience: z.array(z.string()), Issuer: z.string() }),
});

const RouteProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const RouteSettings = z.object({
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
});

const StageProperties = z.object({
  StageName: z.string(),
  DefaultRouteSettings: RouteSettings.optional(),
  RouteSettings: z.record(z.string(), RouteSettings).default({}),
  StageVariables: z.record(z.string(), z.string()).optional(),
});

export interface JwtAuthorizer {
  issuer: string;
  audience: string[];
  /** One of them is needed, if there are any. */
  scopes: string[];
}

export interface ApiRoute extends Route {
  functionName: string;
  timeoutMs: number;
  authorizer: JwtAuthorizer | undefined;
  /** Undefined where the stage sets no limits. */
  throttle: ThrottleLimits | undefined;
}

/** The HTTP API of the template. */
export interface ApiDefinition {
  id: string;
  stage: string;
  /** Handed over with each request. */
  stageVariables?: Record<string, string>;
  routes: ApiRoute[];
  cors: CorsConfiguration | undefined;
}

/** Undefined when the stacks have no HTTP API; a second one is refused. */
export function apiOf(deployment: Deployment): ApiDefinition | undefined {
  const [api, second] = deployment.resources("AWS::ApiGatewayV2::Api");
  if (second) throw new TemplateError(`${second.stack}/${second.logicalId}`, "a second HTTP API isn't supported");
  const [stage] = deployment.resources("AWS::ApiGatewayV2::Stage");
  if (!api || !stage) return undefined;
  const settings = stage.properties(StageProperties);
  return {
    id: api.id,
    stage: settings.StageName,
    ...(settings.StageVariables && { stageVariables: settings.StageVariables }),
    routes: deployment.resources("AWS::ApiGatewayV2::Route").map((route) => routeOf(deployment, route, settings)),
    cors: api.properties(ApiProperties).CorsConfiguration,
  };
}

function routeOf(deployment: Deployment, resource: DeployedResource, stage: z.infer<typeof StageProperties>): ApiRoute {
  const properties = resource.properties(RouteProperties);
  const integration = referenced(deployment, resource, "Integration", properties.Target.replace("integrations/", ""));
  const { IntegrationUri, TimeoutInMillis } = integration.properties(IntegrationProperties);
  const own = stage.RouteSettings[properties.RouteKey];
  const rate = own?.ThrottlingRateLimit ?? stage.DefaultRouteSettings?.ThrottlingRateLimit;
  const burst = own?.ThrottlingBurstLimit ?? stage.DefaultRouteSettings?.ThrottlingBurstLimit;
  return {
    ...parseRouteKey(properties.RouteKey),
    functionName: functionName(IntegrationUri),
    timeoutMs: TimeoutInMillis,
    authorizer: authorizerOf(deployment, resource, properties),
    throttle: rate === undefined || burst === undefined ? undefined : { rate, burst },
  };
}

function authorizerOf(
  deployment: Deployment,
  resource: DeployedResource,
  { AuthorizationType, AuthorizerId, AuthorizationScopes }: z.infer<typeof RouteProperties>,
): JwtAuthorizer | undefined {
  if (AuthorizationType === "NONE") return undefined;
  const authorizer = referenced(deployment, resource, "Authorizer", AuthorizerId ?? "");
  const { Issuer, Audience } = authorizer.properties(AuthorizerProperties).JwtConfiguration;
  return { issuer: Issuer, audience: Audience, scopes: AuthorizationScopes };
}

function referenced(deployment: Deployment, from: DeployedResource, kind: string, id: string): DeployedResource {
  const found = deployment.resources(`AWS::ApiGatewayV2::${kind}`).find((candidate) => candidate.id === id);
  if (!found) throw new TemplateError(`${from.stack}/${from.logicalId}`, `there is no ${kind.toLowerCase()} ${id}`);
  return found;
}
