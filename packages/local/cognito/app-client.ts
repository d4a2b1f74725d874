import type { Fields } from "./fields";

/** An app client as its `AWS::Cognito::UserPoolClient` properties declare it. */
export interface AppClient {
  id: string;
  poolId: string;
  secret?: string;
  /** Values of `ExplicitAuthFlows`. */
  flows: Set<string>;
  /** `PreventUserExistenceErrors: ENABLED`. The service's default for the API is LEGACY. */
  hidesUnknownUsers: boolean;
  accessSeconds: number;
  idSeconds: number;
  refreshSeconds: number;
  /** How long a challenge waits for its response. */
  challengeSeconds: number;
  /** Undefined: a refresh token stays the same for its whole life. */
  rotation?: { graceSeconds: number };
  /** Attributes that the id token may carry; undefined: all. */
  readable?: Set<string>;
  hosted: HostedSettings;
}

export interface HostedSettings {
  codeFlow: boolean;
  scopes: Set<string>;
  callbackUrls: string[];
  logoutUrls: string[];
}

const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
const secondsPer: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

export function readClient(id: string, poolId: string, properties: Fields, secret: string | undefined): AppClient {
  const flows = properties.texts("ExplicitAuthFlows");
  const readable = properties.texts("ReadAttributes");
  return {
    id,
    poolId,
    secret,
    flows: new Set(flows.length > 0 ? flows : defaultFlows),
    hidesUnknownUsers: properties.optionalText("PreventUserExistenceErrors") === "ENABLED",
    accessSeconds: validity(properties, "AccessToken", 3600, "hours"),
    idSeconds: validity(properties, "IdToken", 3600, "hours"),
    refreshSeconds: validity(properties, "RefreshToken", 30 * 86_400, "days"),
    challengeSeconds: (properties.number("AuthSessionValidity") ?? 3) * 60,
    rotation: readRotation(properties.object("RefreshTokenRotation")),
    readable: readable.length > 0 ? new Set(readable) : undefined,
    hosted: readHosted(properties),
  };
}

function validity(properties: Fields, token: string, fallback: number, unitless: string): number {
  const amount = properties.number(`${token}Validity`);
  if (amount === undefined || amount === 0) return fallback;
  const unit = properties.object("TokenValidityUnits").optionalText(token) ?? unitless;
  return amount * (secondsPer[unit] ?? 1);
}

function readRotation(properties: Fields): AppClient["rotation"] {
  if (properties.optionalText("Feature") !== "ENABLED") return undefined;
  return { graceSeconds: properties.number("RetryGracePeriodSeconds") ?? 0 };
}

function readHosted(properties: Fields): HostedSettings {
  const enabled = properties.flag("AllowedOAuthFlowsUserPoolClient") ?? false;
  return {
    codeFlow: enabled && properties.texts("AllowedOAuthFlows").includes("code"),
    scopes: new Set(properties.texts("AllowedOAuthScopes")),
    callbackUrls: properties.texts("CallbackURLs"),
    logoutUrls: properties.texts("LogoutURLs"),
  };
}
