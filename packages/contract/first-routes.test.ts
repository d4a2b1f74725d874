import { type Access, type Endpoint, routeKeys } from "./endpoint";
import { groups } from "./groups";

/** The routes that the platform was first designed with, and for whom each is: others may join them, none may go. */
const first: Record<string, Partial<Record<Access, string[]>>> = {
  "/api/auth": {
    public: [
      ...["POST /register", "POST /login", "POST /forgot-password", "POST /reset-password", "POST /verify-email"],
      "POST /refresh-token",
    ],
    user: ["POST /logout", "GET /profile", "PUT /profile", "PUT /change-password"],
  },
  "/api/courses": {
    public: ["GET ", "GET /featured", "GET /{slug}", "GET /{id}/lessons"],
    user: ["POST /{id}/enroll", "GET /enrolled", "GET /{id}/progress"],
    instructor: ["POST ", "PUT /{id}"],
    admin: ["DELETE /{id}", "PUT /{id}/status"],
  },
  "/api/users": {
    admin: ["GET ", "POST ", "GET /{id}", "PUT /{id}", "DELETE /{id}", "PUT /{id}/status", "PUT /{id}/role"],
  },
  "/api/orders": {
    user: ["GET /my-orders", "GET /{id}", "POST /create-payment", "POST /verify-payment"],
    admin: ["GET ", "PUT /{id}/status"],
  },
  "/api/content": {
    public: ["GET /blog", "GET /blog/{slug}", "GET /testimonials", "GET /faqs"],
    // Who wrote a review may delete it as well as an admin.
    user: ["POST /testimonials", "DELETE /testimonials/{id}"],
    instructor: ["POST /blog", "PUT /blog/{id}"],
    admin: [
      ...["DELETE /blog/{id}", "PUT /testimonials/{id}"],
      ...["POST /faqs", "PUT /faqs/{id}", "DELETE /faqs/{id}"],
    ],
  },
};

const present = new Map(
  Object.values(groups)
    .flatMap((group): Endpoint[] => Object.values(group.endpoints))
    .flatMap((endpoint) => routeKeys(endpoint).map((key) => [key, endpoint.access] as const)),
);

const expected = Object.entries(first).flatMap(([base, byAccess]) =>
  Object.entries(byAccess).flatMap(([access, routes]) =>
    routes.map((route) => [route.replace(" ", ` ${base}`), access] as const),
  ),
);

it.each(expected)("%s is there, for %s", (route, access) => {
  expect(present.get(route)).toBe(access);
});
