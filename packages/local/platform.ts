import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "#contract/settings";
import { root } from "#infra/root";
import { loadAssembly, type Mutation } from "./cloud/assembly";
import { type Cloud, startCloud } from "./cloud/cloud";
import type { CloudOptions, CloudUrls } from "./cloud/cloud-options";
import { seed } from "./seed";
import { codeCacheOf } from "./synthesis";

/** Keys of the local Stripe. Real test keys in the environment lead to Stripe itself instead. */
const localStripe = {
  secretKey: "sk_test_local",
  publishableKey: "pk_test_local",
  webhookPath: "/api/webhooks/stripe",
  webhookSecret: "whsec_local",
};

/** Likewise of the local Razorpay. */
const localRazorpay = {
  keyId: "rzp_test_local",
  keySecret: "razorpay_local_secret",
  webhookPath: "/api/webhooks/razorpay",
  webhookSecret: "razorpay_local_webhook",
};

const realKey = (): string | undefined =>
  process.env.STRIPE_SECRET_KEY?.startsWith("sk_test_") ? process.env.STRIPE_SECRET_KEY : undefined;

/** Both halves, or none. */
const realRazorpay = (): { keyId: string; keySecret: string } | undefined => {
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_KEY_SECRET: keySecret } = process.env;
  return keyId?.startsWith("rzp_test_") && keySecret ? { keyId, keySecret } : undefined;
};

interface PlatformOptions extends Partial<CloudOptions> {
  /** Where all state is kept. */
  directory: string;
  /** The synthesized app. */
  outdir: string;
  /** Changes the template before it is served. */
  mutate?: Mutation;
  /** Whether a fresh copy gets people and a catalogue; true by default. */
  seeded?: boolean;
}

/** The output of that name, of whichever stack has it. */
export function outputOf(cloud: Cloud, name: string): string {
  const value = Object.values(cloud.outputs).find((outputs) => name in outputs)?.[name];
  if (value === undefined) throw new Error(`no stack has an output ${name}`);
  return value;
}

/** Node 20 is a choice of this machine's owner; each function need not remark on it. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

/** The environment in which the domain itself runs on this copy, as an operator's shell would. */
export const operatorEnvironment = (cloud: Cloud): Record<string, string> => ({
  ...quiet,
  ...Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, process.env[name] ?? value])),
  STAGE: Object.keys(cloud.outputs)[0]?.replace("instaiq-", "") ?? "",
  AWS_ENDPOINT_URL: cloud.urls.aws,
  AWS_REGION: cloud.region,
  AWS_ACCESS_KEY_ID: cloud.rootCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: cloud.rootCredentials.secretAccessKey,
  TABLE_NAME: outputOf(cloud, "TableName"),
  MEDIA_BUCKET: outputOf(cloud, "MediaBucket"),
  MEDIA_URL: cloud.urls.api,
  USER_POOL_ID: outputOf(cloud, "UserPoolId"),
  USER_POOL_CLIENT_ID: outputOf(cloud, "SiteClientId"),
});

/** What tells functions where everything is that isn't AWS. */
export function variablesFor({ stripe, razorpay }: CloudUrls): Record<string, string> {
  const real = realRazorpay();
  return {
    ...quiet,
    ...(realKey() ? {} : { STRIPE_API_BASE: stripe, CHECKOUT_URL: `${stripe}/pay` }),
    RAZORPAY_KEY_ID: real?.keyId ?? localRazorpay.keyId,
    ...(real ? {} : { RAZORPAY_API_BASE: razorpay, RAZORPAY_CHECKOUT_URL: `${razorpay}/pay` }),
  };
}

const secretValues = (): Record<string, string> => ({
  "instaiq/dev/STRIPE_SECRET_KEY": realKey() ?? localStripe.secretKey,
  "instaiq/dev/STRIPE_WEBHOOK_SECRET": process.env.STRIPE_WEBHOOK_SECRET ?? localStripe.webhookSecret,
  "instaiq/dev/RAZORPAY_KEY_SECRET": realRazorpay()?.keySecret ?? localRazorpay.keySecret,
  "instaiq/dev/RAZORPAY_WEBHOOK_SECRET": process.env.RAZORPAY_WEBHOOK_SECRET ?? localRazorpay.webhookSecret,
});

/** Where a running copy tells an operator's commands how to reach it. */
export const operatorFile = "operator.json";

/** Serves the synthesized app, and fills a fresh copy. */
export async function openPlatform({ outdir, mutate, seeded = true, ...options }: PlatformOptions): Promise<Cloud> {
  const cloud = await startCloud({
    assembly: loadAssembly(outdir, mutate),
    stripe: realKey() ? undefined : localStripe,
    razorpay: realRazorpay() ? undefined : localRazorpay,
    variables: variablesFor,
    secrets: secretValues(),
    codeCache: codeCacheOf(outdir),
    ...options,
  });
  writeFileSync(join(options.directory, operatorFile), JSON.stringify(operatorEnvironment(cloud)), { mode: 0o600 });
  const mark = join(options.directory, "seeded");
  if (seeded && !existsSync(mark)) {
    await seed(cloud.urls.api, operatorEnvironment(cloud));
    // Ready means that the lists have what was seeded.
    await cloud.triggers.idle();
    writeFileSync(mark, "");
  }
  return cloud;
}

/** Where a copy keeps its state, unless it is told otherwise. */
export const defaultDirectory = join(root, ".local");

/** Forgets everything that a copy knows. */
export const reset = (directory: string): void => rmSync(directory, { recursive: true, force: true });
