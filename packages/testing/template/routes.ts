import { admitted, type Endpoint, type Group, routeKeys } from "#contract/endpoint";
import { groups } from "#contract/groups";
import { apiOf, clientOf, functionOf, origins, poolOf, region } from "./declared";
import { differences, presenceFaults, propertyFaults, setFaults } from "./differences";
import type { Resource, Resources } from "./resources";
import { originSecretsOf } from "./secrets";

const endpointGroups: Record<string, Group> = groups;

interface DeclaredRoute {
  key: string;
  /** Name of the function that answers. */
  group: string;
  /** Whether the gateway asks for a token. */
  guarded: boolean;
}

const routesOf = (group: string, endpoint: Endpoint): DeclaredRoute[] =>
  routeKeys(endpoint).map((key) => ({ key, group, guarded: admitted[endpoint.access] !== undefined }));

/** Every route that there should be; what none of them matches is answered by `meta`. */
export const declaredRoutes: readonly DeclaredRoute[] = [
  ...Object.entries(endpointGroups).flatMap(([name, { endpoints }]) =>
    Object.values(endpoints).flatMap((endpoint) => routesOf(name, endpoint)),
  ),
  { key: "$default", group: "meta", guarded: false },
];

const authorizerOf = (resources: Resources): Resource => resources.named("AWS::ApiGatewayV2::Authorizer", "ApiTokens");

/** What stands behind a route: the ARN of the function that its integration leads to. */
function targetOf(integrations: ReadonlyMap<unknown, Resource>, route: Resource): string {
  return String(integrations.get(route.properties.Target)?.properties.IntegrationUri);
}

/** What the template has: its routes by their keys, its integrations by what leads to them. */
const tablesOf = (resources: Resources) => ({
  routes: new Map(resources.ofType("AWS::ApiGatewayV2::Route").map((route) => [route.properties.RouteKey, route])),
  integrations: new Map<unknown, Resource>(
    resources.ofType("AWS::ApiGatewayV2::Integration").map((made) => [`integrations/${made.id}`, made]),
  ),
});

function routeFault(
  resources: Resources,
  { routes, integrations }: ReturnType<typeof tablesOf>,
  { key, group, guarded }: DeclaredRoute,
): string[] {
  const route = routes.get(key);
  if (!route) return [];
  return [
    ...differences(key, route.properties, {
      ApiId: apiOf(resources).id,
      AuthorizationType: guarded ? "JWT" : "NONE",
      AuthorizerId: guarded ? authorizerOf(resources).id : undefined,
    }),
    ...differences(
      key,
      { target: targetOf(integrations, route) },
      { target: `${functionOf(resources, group).id}.Arn` },
    ),
  ];
}

/** Exactly the contract's routes, each before its group's function and behind the authorizer if it asks for one. */
export function routeFaults(resources: Resources): string[] {
  const tables = tablesOf(resources);
  return [
    ...setFaults(
      "routes",
      resources.ofType("AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties.RouteKey)),
      declaredRoutes.map(({ key }) => key),
    ),
    ...declaredRoutes.flatMap((declared) => routeFault(resources, tables, declared)),
  ];
}

/** The authorizer takes access to this pool's two clients, and nobody else's. */
export const authorizerFaults = (resources: Resources): string[] => [
  ...presenceFaults(resources, "AWS::ApiGatewayV2::Authorizer", [authorizerOf(resources)]),
  ...propertyFaults(authorizerOf(resources), {
    ApiId: apiOf(resources).id,
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: {
      Audience: [clientOf(resources, "Site").id, clientOf(resources, "Console").id],
      Issuer: `https://cognito-idp.${region}.amazonaws.com/${poolOf(resources).id}`,
    },
  }),
];

function gatewayShape(resources: Resources): string[] {
  const stage = resources.named("AWS::ApiGatewayV2::Stage", "ApiLive");
  return [
    ...propertyFaults(apiOf(resources), {
      Name: `instaiq-${resources.stage}`,
      ProtocolType: "HTTP",
      CorsConfiguration: {
        AllowOrigins: origins,
        AllowCredentials: true,
        AllowMethods: ["GET", "POST", "PUT", "DELETE"],
        AllowHeaders: ["authorization", "content-type", "idempotency-key", "if-none-match", "x-correlation-id"],
        ExposeHeaders: [
          "apigw-requestid",
          "etag",
          "retry-after",
          "ratelimit-limit",
          "ratelimit-remaining",
          "ratelimit-reset",
          "link",
          "content-disposition",
        ],
        MaxAge: 3600,
      },
    }),
    ...propertyFaults(stage, {
      ApiId: apiOf(resources).id,
      StageName: "$default",
      AutoDeploy: true,
      // What each function compares with what a request brings from the edge.
      StageVariables: {
        originSecrets: originSecretsOf(resources)
          .map(({ reference }) => reference)
          .join(","),
      },
      DefaultRouteSettings: { ThrottlingRateLimit: 250, ThrottlingBurstLimit: 500 },
    }),
  ];
}

const integrationFaults = (resources: Resources): string[] =>
  resources.ofType("AWS::ApiGatewayV2::Integration").flatMap((integration) =>
    propertyFaults(integration, {
      ApiId: apiOf(resources).id,
      IntegrationType: "AWS_PROXY",
      PayloadFormatVersion: "2.0",
    }),
  );

/** The one API and its one stage, throttled, open to the site's own origins only. */
export const gatewayFaults = (resources: Resources): string[] => [
  ...presenceFaults(resources, "AWS::ApiGatewayV2::Api", [apiOf(resources)]),
  ...gatewayShape(resources),
  ...integrationFaults(resources),
];
