import { settings } from "#contract/settings";

export const tableName = "simulated";
export const webhookSecret = "whsec_local";
export const stripeKeys = { secretKey: "sk_test_local", publishableKey: "pk_test_local" };

/** By the ARN that stands for them. */
export const secretValues: Record<string, string> = {
  APP_KEY: "a key that is only good in a simulation",
  STRIPE_SECRET_KEY: stripeKeys.secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
};

/** Both the product's own variables and what keeps its libraries quiet. */
export const environment: Record<string, string> = {
  ...Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value])),
  ...Object.fromEntries(Object.keys(secretValues).map((name) => [`${name}_ARN`, name])),
  ...{ TABLE_NAME: tableName, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "simulated" },
  ...{ AWS_SECRET_ACCESS_KEY: "simulated", AWS_SESSION_TOKEN: "simulated" },
  ...{ STRIPE_API_BASE: "http://stripe.local:80", CHECKOUT_URL: "", RAZORPAY_KEY_ID: "" },
  ...{ MEDIA_URL: "http://media.local", API_URL: "http://api.local", MAIL_CONFIGURATION_SET: "simulated" },
  ...{ USER_POOL_ID: "none", USER_POOL_CLIENT_ID: "none", ADMIN_CLIENT_ID: "none", MEDIA_BUCKET: "none" },
  ...{ STAFF_SECOND_FACTOR: "optional", STAGE: "simulation", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  ...{ POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true", POWERTOOLS_SERVICE_NAME: "simulation" },
};
