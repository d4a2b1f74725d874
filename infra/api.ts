import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import {
  CorsHttpMethod,
  HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { secretsVariable } from "#contract/edge";
import { admitted, type Endpoint, type Group, routeKeys } from "#contract/endpoint";
import { groups } from "#contract/groups";
import { DeclaredFunction } from "./lambda";
import type { OriginSecrets } from "./origin-secrets";
import type { Resources } from "./resources";
import { originsOf, type Stage } from "./stage";

const methods = [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE];

/** Requests per second of the whole API, against a runaway client; the edge's rate rule is per address. */
const throttle = { rateLimit: 250, burstLimit: 500 };

/** The one API, still without a route. What proves that a request came through the edge, it hands over with each. */
export function createApi(scope: Construct, stage: Stage, { taken }: OriginSecrets): HttpApi {
  const api = new HttpApi(scope, "Api", {
    apiName: `instaiq-${stage.name}`,
    createDefaultStage: false,
    corsPreflight: {
      allowOrigins: originsOf(stage),
      allowMethods: methods,
      allowHeaders: ["authorization", "content-type", "idempotency-key", "if-none-match", "x-correlation-id"],
      exposeHeaders: [
        "apigw-requestid",
        "etag",
        "retry-after",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "link",
        "content-disposition",
      ],
      allowCredentials: true,
      maxAge: Duration.hours(1),
    },
  });
  api.addStage("Live", {
    stageName: "$default",
    autoDeploy: true,
    throttle,
    stageVariables: { [secretsVariable]: taken },
  });
  new CfnOutput(scope, "ApiUrl", {
    value: api.apiEndpoint,
    description: "The gateway itself, which nobody but the edge is answered by",
  });
  return api;
}

function createAuthorizer({ identity }: Resources): HttpJwtAuthorizer {
  const { pool, site, console } = identity;
  const issuer = `https://cognito-idp.${Stack.of(pool).region}.amazonaws.com/${pool.userPoolId}`;
  return new HttpJwtAuthorizer("Tokens", issuer, { jwtAudience: [site.userPoolClientId, console.userPoolClientId] });
}

function addRoutes(
  api: HttpApi,
  endpoint: Endpoint,
  integration: HttpLambdaIntegration,
  tokens: IHttpRouteAuthorizer,
): void {
  const authorizer = admitted[endpoint.access] ? tokens : new HttpNoneAuthorizer();
  for (const key of routeKeys(endpoint)) {
    const [method, path = ""] = key.split(" ");
    api.addRoutes({ path, methods: [method as HttpMethod], integration, authorizer });
  }
}

/** One Lambda per group, one route per declared endpoint; what no route matches is answered by `meta`. */
export function addEndpoints(
  scope: Construct,
  api: HttpApi,
  resources: Resources,
  bundles: string,
): Record<string, DeclaredFunction> {
  const tokens = createAuthorizer(resources);
  const made: Record<string, DeclaredFunction> = {};
  for (const [name, group] of Object.entries<Group>(groups)) {
    const answering = new DeclaredFunction(scope, { ...group, name }, resources, bundles);
    made[name] = answering;
    const integration = new HttpLambdaIntegration(name, answering.function, { scopePermissionToRoute: false });
    for (const endpoint of Object.values(group.endpoints)) addRoutes(api, endpoint, integration, tokens);
    // What no route matches is refused in the API's own words.
    if (name === "meta")
      new HttpRoute(scope, "Otherwise", { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration });
  }
  return made;
}
