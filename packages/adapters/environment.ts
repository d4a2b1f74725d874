import { type BindingName, type SecretName, type SettingName, secretVariable, settings } from "#contract/settings";

// The one reader of process.env. A missing variable is a fault of the deployment and is named as such.

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`environment variable ${variable} is missing`);
  return value;
}

/** What the deployment filled in: names and ids of its resources. */
export const binding = (name: BindingName): string => required(name);

/** ARN of a secret; its value is read with `secret()`. */
export const secretArn = (name: SecretName): string => required(secretVariable(name));

/** A setting as the stage has it. */
export const setting = (name: SettingName): string => required(name);

export function numberSetting(name: SettingName): number {
  const value = Number(setting(name));
  if (!Number.isFinite(value))
    throw new Error(`setting ${name} must be a number, not "${setting(name)}" (${settings[name].about})`);
  return value;
}

/** Where payment calls go instead of Stripe itself; set by the local cloud only. */
export const stripeBase = (): URL | undefined =>
  process.env.STRIPE_API_BASE ? new URL(process.env.STRIPE_API_BASE) : undefined;

/** Where payment calls go instead of Razorpay itself; set by the local cloud only. */
export const razorpayBase = (): URL | undefined =>
  process.env.RAZORPAY_API_BASE ? new URL(process.env.RAZORPAY_API_BASE) : undefined;

/** What a Lambda has of its role. */
export const roleCredentials = () => ({
  accessKeyId: required("AWS_ACCESS_KEY_ID"),
  secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});

/** The region that a Lambda runs in. */
export const region = (): string => required("AWS_REGION");

/** Where a service's API is: its own address in the region, unless the variables that every AWS SDK knows name another. */
export function serviceUrl(service: string, variable: string): URL {
  const { [`AWS_ENDPOINT_URL_${variable}`]: own, AWS_ENDPOINT_URL: all } = process.env;
  const suffix = region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const url = new URL(own ?? all ?? `https://${service}.${region()}.${suffix}`);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}
