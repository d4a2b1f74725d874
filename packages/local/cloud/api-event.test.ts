import type { ServiceRequest } from "#local/service";
import { apiEvent, claimStrings, type EventSource } from "./api-event";

function request(overrides: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    method: "POST",
    path: "/courses/go lang",
    query: new URLSearchParams("tag=a&tag=b&q=x%20y"),
    headers: { host: "127.0.0.1:3000", "user-agent": "jest", "content-type": "application/json", accept: "a,b" },
    body: Buffer.from('{"a":"ä"}'),
    ...overrides,
  };
}

function source(overrides: Partial<EventSource> = {}): EventSource {
  return {
    account: "000000000000",
    apiId: "api1",
    stage: "$default",
    routeKey: "POST /courses/{slug}",
    requestId: "request-1",
    pathParameters: { slug: "go lang" },
    rawQueryString: "tag=a&tag=b&q=x%20y",
    sourceIp: "127.0.0.1",
    protocol: "HTTP/1.1",
    time: Date.parse("2026-11-03T04:05:06Z"),
    jwt: undefined,
    ...overrides,
  };
}

describe("events of payload format 2.0", () => {
  it("have exactly AWS's fields", () => {
    expect(apiEvent(request(), source())).toEqual({
      version: "2.0",
      routeKey: "POST /courses/{slug}",
      rawPath: "/courses/go lang",
      rawQueryString: "tag=a&tag=b&q=x%20y",
      headers: { host: "127.0.0.1:3000", "user-agent": "jest", "content-type": "application/json", accept: "a,b" },
      queryStringParameters: { tag: "a,b", q: "x y" },
      pathParameters: { slug: "go lang" },
      requestContext: {
        accountId: "000000000000",
        apiId: "api1",
        domainName: "127.0.0.1",
        domainPrefix: "127",
        http: {
          method: "POST",
          path: "/courses/go lang",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "jest",
        },
        requestId: "request-1",
        routeKey: "POST /courses/{slug}",
        stage: "$default",
        time: "03/Nov/2026:04:05:06 +0000",
        timeEpoch: Date.parse("2026-11-03T04:05:06Z"),
      },
      body: '{"a":"ä"}',
      isBase64Encoded: false,
    });
  });

  it("leave out what isn't there", () => {
    const bare = apiEvent(
      request({ query: new URLSearchParams(), body: Buffer.alloc(0) }),
      source({ pathParameters: {} }),
    );
    expect(Object.keys(bare).sort()).toEqual(
      ["headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version"].sort(),
    );
  });

  it("carry cookies in a list of their own", () => {
    const event = apiEvent(request({ headers: { cookie: "a=1; b=2" } }), source());
    expect(event.cookies).toEqual(["a=1", "b=2"]);
    expect(event.headers).toEqual({});
  });

  it("carry claims and scopes behind an authorizer", () => {
    const jwt = { claims: { sub: "u1" }, scopes: null };
    expect(apiEvent(request(), source({ jwt })).requestContext.authorizer).toEqual({ jwt });
  });

  it("name the stage in the path, unless it is the default one", () => {
    expect(apiEvent(request({ path: "/a" }), source({ stage: "v1" })).rawPath).toBe("/v1/a");
  });

  it.each<[string | undefined, string, boolean]>([
    ["application/json", "{}", false],
    ["application/json; charset=utf-8", "{}", false],
    ["text/csv", "a,b", false],
    ["application/xml", "<a/>", false],
    ["application/javascript", "1", false],
    ["application/x-www-form-urlencoded", "a=1", true],
    ["application/problem+json", "{}", true],
    ["application/octet-stream", "x", true],
    [undefined, "{}", true],
  ])("encode a body of type %s in base64: %#", (contentType, body, encoded) => {
    const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
    const event = apiEvent(request({ headers, body: Buffer.from(body) }), source());
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(event.body ?? "", encoded ? "base64" : "utf8").toString()).toBe(body);
  });

  it("encode text that isn't valid UTF-8", () => {
    const event = apiEvent(request({ body: Buffer.from([0xff, 0xfe]) }), source());
    expect([event.isBase64Encoded, event.body]).toEqual([true, "//4="]);
  });
});

it("claims become strings, lists in brackets", () => {
  const claims = { sub: "u1", exp: 1790000000, email_verified: true, "cognito:groups": ["admin", "staff"], none: [] };
  expect(claimStrings(claims)).toEqual({
    sub: "u1",
    exp: "1790000000",
    email_verified: "true",
    "cognito:groups": "[admin staff]",
    none: "[]",
  });
});
