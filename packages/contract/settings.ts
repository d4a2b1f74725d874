/**
 * Every setting of the platform, once: from here come the CDK context, each Lambda's environment, the one reader of
 * `process.env` and `.env.example`.
 */
export const settings = {
  FRONTEND_URL: {
    value: "http://localhost:5173",
    about:
      "Origins of the public site and the admin console, comma separated: the CORS allow-list; links in mails lead to the first",
  },
  CHECKOUT_URL: {
    value: "",
    about:
      "Page on which a buyer pays, where there is one beside the SPA's own: it gets payment_intent, client_secret and return_url",
  },
  EMAIL_FROM: {
    value: "Insta iQ <noreply@instaiq.com>",
    about: "Sender of every mail; its domain must be verified in SES",
  },
  STRIPE_PUBLISHABLE_KEY: { value: "pk_test_local", about: "Stripe's public key, handed to the SPA with each payment" },
  PAYMENT_PROVIDER: {
    value: "stripe",
    about: "Who takes payments, stripe or razorpay, unless a buyer asks for the other one",
  },
  RAZORPAY_KEY_ID: {
    value: "rzp_test_local",
    about: "Razorpay's public key, handed to the SPA with each payment; half of what API calls sign in with",
  },
  RAZORPAY_CHECKOUT_URL: {
    value: "",
    about:
      "Page on which a buyer pays by Razorpay, where there is one beside the SPA's own: it gets the order_… and return_url",
  },
  RATE_LIMIT_ATTEMPTS: {
    value: "5",
    about: "Attempts per account and address on login, forgot, reset and verify within the window",
  },
  RATE_LIMIT_WINDOW_SECONDS: { value: "900", about: "Length of that window in seconds" },
  EDGE_RATE_LIMIT_REQUESTS: {
    value: "100",
    about: "Requests to the API that the edge lets through per address within its window; webhooks don't count",
  },
  EDGE_RATE_LIMIT_WINDOW_SECONDS: {
    value: "900",
    about: "Length of that window in seconds; the edge keeps the same rate over at most ten minutes",
  },
  ORIGIN_SECRET_GENERATION: {
    value: "1",
    about:
      "Which generation of its secret the edge shows to the API: a deployment with the next number rotates it, one at a time",
  },
  STAFF_SECOND_FACTOR: {
    value: "",
    about:
      "Whether instructors and admins need a second factor at sign-in, required or optional; empty: as the stage has it",
  },
  GST_RATE: { value: "18", about: "Goods and services tax in percent; 0: none is charged" },
  GST_MODE: {
    value: "inclusive",
    about: "Whether prices have the tax in them, or it comes on top: inclusive or exclusive",
  },
  SAC_CODE: { value: "999293", about: "Service accounting code of what is sold: commercial training and coaching" },
  SELLER_NAME: {
    value: "Insta iQ Learning Private Limited",
    about: "Whoever sells, as registered: stands on invoices",
  },
  SELLER_ADDRESS: {
    value: "12 Church Street, Bengaluru 560001",
    about: "The seller's registered address, without the state",
  },
  SELLER_STATE: { value: "Karnataka", about: "The seller's state: by its name, its GST code or its letters" },
  SELLER_GSTIN: { value: "29AAACI4821Q1Z4", about: "The seller's GSTIN; what stands here is a sample" },
  HOLD_MINUTES: { value: "30", about: "Minutes after which an unpaid order is given up" },
  EVENT_REFUND_HOURS: {
    value: "24",
    about: "Hours before an event's start until which whoever paid can give the seat back for their money",
  },
  WAITLIST_OFFER_HOURS: {
    value: "12",
    about: "Hours for which a free seat is kept for whoever is next on the waitlist",
  },
} as const satisfies Record<string, { value: string; about: string }>;

export type SettingName = keyof typeof settings;

/** What the tax of an order follows from. */
export const taxSettings = ["GST_RATE", "GST_MODE", "SAC_CODE", "SELLER_STATE"] as const;

/** Secrets live in Secrets Manager, one each, and are read at run time; only their names are in the template. */
export const secrets = {
  APP_KEY: { about: "Signs list cursors and mailed links; made by the deployment", generated: true },
  STRIPE_SECRET_KEY: { about: "Stripe's API key (sk_test_… or sk_live_…)", generated: false },
  STRIPE_WEBHOOK_SECRET: { about: "Stripe's signing secret of our webhook endpoint (whsec_…)", generated: false },
  RAZORPAY_KEY_SECRET: {
    about: "The secret of Razorpay's API key; signs what its checkout hands over",
    generated: false,
  },
  RAZORPAY_WEBHOOK_SECRET: { about: "Razorpay's signing secret of our webhook endpoint", generated: false },
} as const satisfies Record<string, { about: string; generated: boolean }>;

export type SecretName = keyof typeof secrets;

/** The label of a secret's version that an operator put in: without one, its value is still the deployment's random one. */
export const setByOperator = "SET_BY_OPERATOR";

/** Environment variables that the deployment itself fills in. */
export const bindings = {
  TABLE_NAME: "The DynamoDB table",
  USER_POOL_ID: "The Cognito user pool",
  USER_POOL_CLIENT_ID: "The app client of the public site, which signs in through /api/auth",
  MEDIA_BUCKET: "The bucket of everything that people upload",
  MEDIA_URL: "Where public pictures are read: the platform's address",
  MAIL_CONFIGURATION_SET: "What SES sends our mail with: TLS, and whom it tells of bounces and complaints",
  API_URL:
    "The address below which the API's own routes are: where mails, feeds and sitemaps lead that need no page of the site",
  ADMIN_CLIENT_ID: "The app client of the admin console, which signs in through the hosted login",
} as const satisfies Record<string, string>;

export type BindingName = keyof typeof bindings;

/** A secret's ARN is handed over under this variable. */
export const secretVariable = (name: SecretName): `${SecretName}_ARN` => `${name}_ARN`;
