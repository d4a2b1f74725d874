import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { CognitoState } from "../state";
import { authorize } from "./authorize";
import { Codes } from "./codes";
import { jwks, openidConfiguration } from "./discovery";
import { showLogin, submitLogin } from "./login";
import { LoginSessions } from "./login-sessions";
import { logout } from "./logout";
import { crossOrigin, revoke, token } from "./token-endpoint";

/** What the hosted pages remember between two requests; in memory, since all of it ends within the hour. */
export interface HostedState extends CognitoState {
  codes: Codes;
  logins: LoginSessions;
}

type Endpoint = (state: HostedState, request: ServiceRequest) => Promise<ServiceResponse> | ServiceResponse;

const endpoints: Record<string, Endpoint> = {
  "GET /oauth2/authorize": authorize,
  "GET /login": showLogin,
  "POST /login": submitLogin,
  "POST /oauth2/token": token,
  "OPTIONS /oauth2/token": crossOrigin,
  "POST /oauth2/revoke": revoke,
  "OPTIONS /oauth2/revoke": crossOrigin,
  "GET /logout": logout,
};

const wellKnown = /^(?:\/([\w-]+))?\/\.well-known\/(jwks\.json|openid-configuration)$/;

/** The OAuth 2.0 authorization server of the pools: sign-in page, code flow with PKCE, discovery. */
export class HostedLogin {
  private readonly state: HostedState;

  constructor(state: CognitoState) {
    this.state = { ...state, codes: new Codes(state.clock), logins: new LoginSessions(state.clock) };
  }

  /** Undefined for a path that isn't one of the hosted ones. */
  async handle(request: ServiceRequest): Promise<ServiceResponse | undefined> {
    const endpoint = endpoints[`${request.method} ${request.path}`];
    if (endpoint !== undefined) return endpoint(this.state, request);
    const [, poolId, document] = wellKnown.exec(request.path) ?? [];
    if (document === undefined || request.method !== "GET") return undefined;
    const pool = this.state.pools.all().find(({ id }) => poolId === undefined || id === poolId);
    if (pool === undefined) return undefined;
    return document === "jwks.json" ? jwks(this.state, pool.id) : openidConfiguration(this.state, pool.id, request);
  }
}
