import type { Access } from "#contract/endpoint";

/** How a caller proves who they are. */
export const securitySchemes = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The `token` of `/api/auth/login`, valid for 15 minutes; `/api/auth/refresh-token` renews it.",
  },
  signature: {
    type: "apiKey",
    in: "header",
    name: "Stripe-Signature",
    description: "Made by Stripe over the raw body with the webhook's signing secret.",
  },
};

/** Security requirement of each access; roles stand where OpenAPI 3.1 allows them, in the scheme's list. */
export const security: Record<Access, Partial<Record<keyof typeof securitySchemes, string[]>>[]> = {
  public: [],
  signature: [{ signature: [] }],
  user: [{ accessToken: [] }],
  instructor: [{ accessToken: ["instructor", "admin"] }],
  admin: [{ accessToken: ["admin"] }],
};

/** The same in words. */
export const callers: Record<Access, string> = {
  public: "Open to anybody.",
  signature: "For whoever can sign the body.",
  user: "For anyone signed in.",
  instructor: "For instructors and admins.",
  admin: "For admins.",
};
