import { answerHeaders, CorsConfiguration, preflightHeaders } from "./cors";

const cors = (overrides = {}) =>
  CorsConfiguration.parse({
    AllowOrigins: ["https://app.example"],
    AllowMethods: ["GET", "POST"],
    AllowHeaders: ["authorization", "content-type"],
    ExposeHeaders: ["x-total"],
    MaxAge: 600,
    ...overrides,
  });

describe("CORS", () => {
  it("answers a preflight of an allowed origin", () => {
    expect(preflightHeaders(cors({ AllowCredentials: true }), "https://app.example")).toEqual({
      "access-control-allow-origin": "https://app.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization,content-type",
      "access-control-max-age": "600",
      vary: "Origin",
    });
  });

  it("adds origin and exposed headers to an answer", () => {
    expect(answerHeaders(cors(), "https://app.example")).toEqual({
      "access-control-allow-origin": "https://app.example",
      "access-control-expose-headers": "x-total",
      vary: "Origin",
    });
  });

  it.each([
    ["https://app.example", "https://evil.example", undefined],
    ["https://app.example", "https://app.example.evil", undefined],
    ["https://app.example", undefined, undefined],
    ["*", "https://evil.example", "*"],
    ["https://*", "https://a.example", "https://a.example"],
    ["https://*", "http://a.example", undefined],
    ["http://localhost:5173", "http://localhost:5173", "http://localhost:5173"],
  ])("with %s allowed, %s gets %s", (allowed, origin, expected) => {
    const headers = answerHeaders(cors({ AllowOrigins: [allowed] }), origin);
    expect(headers["access-control-allow-origin"]).toBe(expected);
  });
});
