import { mkdirSync } from "node:fs";
import type { JSONWebKeySet } from "jose";
import type { Clock, Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import { administrativeActions, publicActions } from "./actions/actions";
import { type AuthorizerSettings, decide, type Verdict } from "./authorizer";
import { HostedLogin } from "./hosted/hosted-login";
import { answerJson, bodyOf, operationOf } from "./json-protocol";
import { ServiceFault } from "./service-fault";
import { type SignedIn, startSession } from "./sign-in";
import { type CognitoState, openState } from "./state";

interface CognitoOptions {
  /** Where users, sessions, client secrets and signing keys are kept. */
  directory: string;
  clock: Clock;
  region: string;
  account: string;
}

/** Opens the stand-in for Amazon Cognito user pools. Pools, clients and groups are declared afterwards, at each start. */
export async function openCognito({ directory, clock, region, account }: CognitoOptions): Promise<Cognito> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new Cognito(openState(directory, clock, region), `arn:aws:cognito-idp:${region}:${account}:userpool`);
}

/** Amazon Cognito user pools: the API's operations, the hosted login, and what API Gateway's JWT authorizer checks. */
export class Cognito implements Service {
  readonly name = "cognito-idp";
  private readonly hosted: HostedLogin;

  constructor(
    private readonly state: CognitoState,
    private readonly arn: string,
  ) {
    this.hosted = new HostedLogin(state);
  }

  /** Declares a pool by the resolved properties of an `AWS::Cognito::UserPool`; declaring it again replaces them. */
  ensurePool(id: string, properties: Record<string, unknown>): void {
    this.state.pools.ensurePool(id, properties);
    this.state.keys.prepare(id);
  }

  /** Declares an app client by the resolved properties of an `AWS::Cognito::UserPoolClient`. */
  ensureClient(clientId: string, poolId: string, properties: Record<string, unknown>): void {
    this.state.pools.ensureClient(clientId, poolId, properties);
  }

  /** Declares a group by the resolved properties of an `AWS::Cognito::UserPoolGroup`. */
  ensureGroup(poolId: string, properties: Record<string, unknown>): void {
    this.state.pools.ensureGroup(poolId, properties);
  }

  /** Undefined for a client that was declared without `GenerateSecret`. */
  clientSecret(clientId: string): string | undefined {
    return this.state.pools.client(clientId).secret;
  }

  issuer(poolId: string): string {
    return this.state.tokens.issuerOf(poolId);
  }

  async jwks(poolId: string): Promise<JSONWebKeySet> {
    const { jwk } = await this.state.keys.of(this.state.pools.pool(poolId).id);
    return { keys: [{ ...jwk, kty: "RSA" }] };
  }

  /** Decides on a bearer token as the JWT authorizer of an API Gateway HTTP API does. */
  verifyAccess(token: string, settings: AuthorizerSettings): Promise<Verdict> {
    return decide(this.state, token, settings);
  }

  /** Signs in a user without a password, at `now` (milliseconds since the epoch) instead of the clock's time. */
  issueTokens(poolId: string, clientId: string, username: string, { now }: { now?: number } = {}): Promise<SignedIn> {
    const client = this.state.pools.client(clientId, poolId);
    const user = this.state.users.get(this.state.pools.pool(poolId), username);
    return startSession(this.state, client, user, { now: now ?? this.state.clock() });
  }

  /** Answers the pages and endpoints of the pools' domain; undefined for any other path. */
  hostedLogin(request: ServiceRequest): Promise<ServiceResponse | undefined> {
    return this.hosted.handle(request);
  }

  permissions(request: ServiceRequest): Permission[] {
    const operation = operationOf(request);
    if (!administrativeActions.has(operation)) return [];
    return [{ action: `cognito-idp:${operation}`, resource: `${this.arn}/${poolIdOf(request) ?? "*"}` }];
  }

  handle(request: ServiceRequest): Promise<ServiceResponse> {
    const operation = operationOf(request);
    return answerJson(() => {
      const action = publicActions.get(operation) ?? administrativeActions.get(operation);
      if (action === undefined) throw new ServiceFault("UnknownOperationException", `Unknown operation ${operation}`);
      return action(this.state, bodyOf(request));
    });
  }
}

function poolIdOf(request: ServiceRequest): string | undefined {
  try {
    return bodyOf(request).optionalText("UserPoolId");
  } catch {
    return undefined;
  }
}
