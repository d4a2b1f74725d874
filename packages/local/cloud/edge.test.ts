import type { Template } from "./template";
import { change, closeClouds, openCloud, type TestCloud } from "./test-cloud";

afterEach(closeClouds);

const policy = (longest: number, cookies: "none" | "all") => ({
  Type: "AWS::CloudFront::CachePolicy",
  Properties: {
    CachePolicyConfig: {
      ...{ Name: "policy", MinTTL: 0, DefaultTTL: 0, MaxTTL: longest },
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Authorization", "Origin"] },
        QueryStringsConfig: { QueryStringBehavior: "all" },
        CookiesConfig: { CookieBehavior: cookies },
      },
    },
  },
});

const forwarded = {
  Type: "AWS::CloudFront::OriginRequestPolicy",
  Properties: {
    OriginRequestPolicyConfig: {
      HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["cloudfront-viewer-address", "x-wanted"] },
      QueryStringsConfig: { QueryStringBehavior: "none" },
      CookiesConfig: { CookieBehavior: "none" },
    },
  },
};

const added = {
  Type: "AWS::CloudFront::ResponseHeadersPolicy",
  Properties: {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: false },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: "DENY", Override: false },
        ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: false },
      },
    },
  },
};

const behaviour = {
  ...{ TargetOriginId: "api", AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] },
  OriginRequestPolicyId: { Ref: "Forwarded" },
  ResponseHeadersPolicyId: { Ref: "Added" },
};

const distribution = {
  Type: "AWS::CloudFront::Distribution",
  Properties: {
    DistributionConfig: {
      Origins: [
        {
          Id: "api",
          DomainName: { "Fn::Join": ["", [{ Ref: "Api" }, ".execute-api.us-east-1.amazonaws.com"]] },
          OriginCustomHeaders: [
            {
              HeaderName: "X-Origin-Secret",
              HeaderValue: { "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: "Secret" }, ":SecretString:::}}"]] },
            },
          ],
        },
      ],
      CacheBehaviors: [
        { ...behaviour, PathPattern: "/open/private/*", CachePolicyId: { Ref: "Secluded" } },
        { ...behaviour, PathPattern: "/open/read/*", AllowedMethods: ["GET", "HEAD"], CachePolicyId: { Ref: "Kept" } },
      ],
      DefaultCacheBehavior: { ...behaviour, CachePolicyId: { Ref: "Kept" } },
      CustomErrorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 0 }],
    },
  },
};

function withDistribution(template: Template): void {
  Object.assign(template.Resources, {
    ...{ Kept: policy(3600, "none"), Secluded: policy(1, "all"), Forwarded: forwarded, Added: added },
    ...{
      Distribution: distribution,
      Secret: { Type: "AWS::SecretsManager::Secret", Properties: { SecretString: "shh" } },
    },
  });
  change("ApiFunction", {
    Environment: {
      Variables: { URL: { "Fn::Join": ["", ["https://", { "Fn::GetAtt": ["Distribution", "DomainName"] }, "/x"]] } },
    },
  })(template);
  change("Stage", { StageVariables: { word: "said" } })(template);
  template.Outputs = {
    Url: { Value: { "Fn::Join": ["", ["https://", { "Fn::GetAtt": ["Distribution", "DomainName"] }]] } },
  };
}

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an echoed event, of which a test takes what it is about
  body: any;
}

describe("the distribution", () => {
  let test: TestCloud;
  let ahead: number;

  const open = async (options: Parameters<typeof openCloud>[0] = {}) => {
    ahead = 0;
    test = await openCloud({ mutate: withDistribution, timeOffset: () => ahead, ...options });
  };

  const get = async (path: string, init: RequestInit = {}, door: "api" | "gateway" = "api"): Promise<Answer> => {
    const response = await fetch(test.cloud.urls[door] + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };

  /** An answer of the function, in its own words. */
  const said = (answer: object): RequestInit => ({
    method: "POST",
    body: JSON.stringify(answer),
    headers: { "content-type": "text/plain" },
  });

  const runs = () => test.cloud.invocations().length;

  describe("passes requests on", () => {
    beforeEach(() => open());

    it("with its secret, the viewer's address, what its policies name, and nothing else", async () => {
      const headers = { "x-wanted": "1", "x-other": "2", authorization: "Basic a", cookie: "a=1" };
      const { body } = await get("/open/x?a=1&a=2", { headers });
      const { host, "cloudfront-viewer-address": viewer, ...told } = body.headers;
      expect(host).toMatch(/^[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/);
      expect(viewer).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(told).toEqual({
        ...{ "x-origin-secret": "shh", "x-wanted": "1", authorization: "Basic a", "user-agent": "Amazon CloudFront" },
        ...{ "x-forwarded-for": "127.0.0.1, 198.18.0.1", "x-forwarded-proto": "http" },
        ...{ "x-forwarded-port": expect.any(String), "x-amzn-trace-id": expect.any(String) },
      });
      expect(body).toMatchObject({ rawQueryString: "a=1&a=2", requestContext: { http: { sourceIp: "198.18.0.1" } } });
      expect(body.cookies).toBeUndefined();
    });

    it("and lets nobody say for it what it says itself", async () => {
      const forged = { "x-origin-secret": "mine", "cloudfront-viewer-address": "203.0.113.1:1", "user-agent": "me" };
      const { body } = await get("/open/x", { headers: { ...forged, "x-forwarded-for": "203.0.113.1" } });
      expect(body.headers).toMatchObject({
        ...{ "x-origin-secret": "shh", "cloudfront-viewer-address": expect.stringMatching(/^127/) },
        ...{ "user-agent": "Amazon CloudFront", "x-forwarded-for": "203.0.113.1, 127.0.0.1, 198.18.0.1" },
      });
    });

    it("with cookies where the first pattern that matches wants them", async () => {
      const headers = { cookie: "a=1; b=2" };
      expect((await get("/open/private/x", { headers })).body.cookies).toEqual(["a=1", "b=2"]);
      expect((await get("/open/x", { headers })).body.cookies).toBeUndefined();
    });

    it("by the methods of the behaviour only", async () => {
      expect((await get("/open/read/x", { method: "POST" })).status).toBe(403);
      expect((await get("/open/x", { method: "POST" })).status).toBe(200);
    });

    it("with every answer's headers, in place of the origin's own where it is told to", async () => {
      const own = { "x-content-type-options": "other", "x-frame-options": "SAMEORIGIN" };
      const { headers } = await get("/open/x?do=reply", said({ statusCode: 200, headers: own }));
      expect(Object.fromEntries(headers)).toMatchObject({
        ...{ "strict-transport-security": "max-age=60; includeSubDomains", "referrer-policy": "no-referrer" },
        ...{ "x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN" },
      });
    });

    it("which the gateway doesn't get that is asked around it, nor is any of its answers the edge's", async () => {
      const { body, headers } = await get("/open/x", { headers: { "x-other": "2" } }, "gateway");
      expect(body.headers["x-origin-secret"]).toBeUndefined();
      expect(body).toMatchObject({ headers: { "x-other": "2" }, requestContext: { http: { sourceIp: "127.0.0.1" } } });
      expect(headers.get("x-cache")).toBeNull();
    });

    it("and stands locally for its own address, in outputs and in functions", async () => {
      expect(test.cloud.outputs.App).toEqual({ Url: test.cloud.urls.api });
      expect(await test.run({ do: "environment" })).toMatchObject({ URL: `${test.cloud.urls.api}/x` });
    });

    it("while the gateway hands over what the stage says", async () => {
      expect((await get("/open/x")).body.stageVariables).toEqual({ word: "said" });
    });
  });

  describe("keeps answers", () => {
    const query = (answer: object) => `do=told&answer=${encodeURIComponent(JSON.stringify(answer))}`;
    const kept = { statusCode: 200, headers: { "cache-control": "public, max-age=60", etag: '"1"' }, body: "1" };
    const read = (answer: object, init?: RequestInit) => get(`/open/x?${query(answer)}`, init);
    const caches = async (...answers: Promise<Answer>[]) =>
      (await Promise.all(answers)).map(({ headers }) => headers.get("x-cache")?.split(" ")[0]);

    beforeEach(() => open());

    it("for as long as they say, and tells their age", async () => {
      expect(await caches(read(kept))).toEqual(["Miss"]);
      ahead = 59_000;
      const hit = await read(kept);
      expect([hit.status, hit.body, hit.headers.get("x-cache")]).toEqual([200, 1, "Hit from cloudfront"]);
      expect(Number(hit.headers.get("age"))).toBeGreaterThanOrEqual(59);
      expect(runs()).toBe(1);
    });

    it("and asks again then whether they are still right", async () => {
      await read(kept);
      ahead = 61_000;
      const again = await read(kept);
      expect([again.status, again.body]).toEqual([200, 1]);
      expect(again.headers.get("x-cache")).toBe("RefreshHit from cloudfront");
      expect(await caches(read(kept))).toEqual(["Hit"]);
      expect(runs()).toBe(2);
    });

    it("and tells who has them already just that", async () => {
      await read(kept);
      const headers = { "if-none-match": 'W/"1"' };
      const known = await read(kept, { headers });
      expect([known.status, known.body, known.headers.get("etag")]).toEqual([304, undefined, '"1"']);
      expect(runs()).toBe(1);
    });

    it("of which HEAD gets the headers", async () => {
      await read(kept);
      const { status, headers, body } = await read(kept, { method: "HEAD" });
      expect([status, headers.get("etag"), headers.get("x-cache"), body]).toEqual([
        200,
        '"1"',
        "Hit from cloudfront",
        undefined,
      ]);
    });

    it.each<[string, RequestInit, RequestInit]>([
      ["Authorization", {}, { headers: { authorization: "Basic a" } }],
      ["another Authorization", { headers: { authorization: "Basic b" } }, { headers: { authorization: "Basic a" } }],
      ["Origin", { headers: { origin: "https://app.example" } }, { headers: { origin: "https://other.example" } }],
    ])("apart by %s", async (_what, first, second) => {
      await read(kept, first);
      expect(await caches(read(kept, second))).toEqual(["Miss"]);
      expect(await caches(read(kept, first), read(kept, second))).toEqual(["Hit", "Hit"]);
    });

    it("apart by query and path", async () => {
      await read(kept);
      expect(await caches(get(`/open/x?${query(kept)}&more=1`), get(`/open/y?${query(kept)}`))).toEqual([
        "Miss",
        "Miss",
      ]);
    });

    it("but not by cookies that aren't forwarded", async () => {
      await read(kept);
      expect(await caches(read(kept, { headers: { cookie: "a=1" } }))).toEqual(["Hit"]);
    });

    it.each<[string, object]>([
      ["says nothing about it", { statusCode: 200, body: "1" }],
      ["says no-store", { statusCode: 200, headers: { "cache-control": "no-store, max-age=60" }, body: "1" }],
      ["says private", { statusCode: 200, headers: { "cache-control": "private, max-age=60" }, body: "1" }],
      ["sets a cookie", { ...kept, cookies: ["a=1"] }],
      ["is a refusal that the template says not to keep", { statusCode: 404, body: "1" }],
      ["is a refusal that is never kept", { ...kept, statusCode: 403 }],
    ])("not one that %s", async (_what, answer) => {
      expect(await caches(read(answer))).toEqual(["Miss"]);
      expect(await caches(read(answer))).toEqual(["Miss"]);
    });

    it("a refusal for ten seconds where the template doesn't say for how long", async () => {
      const failed = { statusCode: 503, body: "1" };
      await read(failed);
      expect(await caches(read(failed))).toEqual(["Hit"]);
      ahead = 10_000;
      expect(await caches(read(failed))).toEqual(["Miss"]);
    });

    it("for no longer than the policy allows", async () => {
      const private_ = () => get(`/open/private/x?${query(kept)}`);
      await private_();
      ahead = 1000;
      expect(await caches(private_())).not.toEqual(["Hit"]);
      expect(await caches(read({ ...kept, headers: { "cache-control": "max-age=5, s-maxage=9000" } }))).toEqual([
        "Miss",
      ]);
      ahead += 3_599_000;
      expect(await caches(read({ ...kept, headers: { "cache-control": "max-age=5, s-maxage=9000" } }))).toEqual([
        "Hit",
      ]);
      ahead += 2000;
      expect(await caches(read({ ...kept, headers: { "cache-control": "max-age=5, s-maxage=9000" } }))).toEqual([
        "Miss",
      ]);
    });

    it("of GET only", async () => {
      const posted = () => get("/open/x?do=reply", said(kept));
      expect(await caches(posted())).toEqual(["Miss"]);
      expect(await caches(posted())).toEqual(["Miss"]);
    });

    it("not at all when it is told so", async () => {
      await closeClouds();
      await open({ edgeCache: false });
      expect(await caches(read(kept))).toEqual(["Miss"]);
      expect(await caches(read(kept))).toEqual(["Miss"]);
    });
  });

  it.each<[string, (template: Template) => void]>([
    ["there is no cache policy", ({ Resources }) => delete Resources.Kept],
    ["there is no origin request policy", ({ Resources }) => delete Resources.Forwarded],
    ["there is no response headers policy", ({ Resources }) => delete Resources.Added],
    ["a second distribution isn't supported", ({ Resources }) => Object.assign(Resources, { Second: distribution })],
  ])("is refused when %s", async (problem, alter) => {
    const mutate = (template: Template) => {
      withDistribution(template);
      alter(template);
    };
    await expect(openCloud({ mutate })).rejects.toThrow(problem.includes("there is no") ? "there is no" : problem);
  });
});
