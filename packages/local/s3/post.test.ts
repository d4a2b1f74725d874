import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import fc from "fast-check";
import { bucket as Bucket, type LocalS3, outcome, startS3 } from "./fixture";

let s3: LocalS3;
beforeAll(async () => {
  s3 = await startS3(["PutObject"]);
});
beforeEach(() => {
  s3.time.ahead = 0;
});
afterAll(() => s3.close());

type Fields = Record<string, string>;

const sign = (overrides: Partial<PresignedPostOptions> = {}, client = s3.function) =>
  createPresignedPost(client, {
    ...{ Bucket, Key: "incoming/1", Expires: 600, Fields: { "Content-Type": "image/png" } },
    Conditions: [["content-length-range", 5, 10]],
    ...overrides,
  });

async function post(
  fields: Fields,
  content = "pixels",
  { name = "a.png", headers = {}, url = `${s3.url}/${Bucket}` } = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set("file", new Blob([content]), name);
  return fetch(url, { method: "POST", body: form, headers, redirect: "manual" });
}

/** What a form with that change comes to, and what S3 says about it. */
async function refused(change: (fields: Fields) => Fields, content?: string): Promise<string> {
  const { fields } = await sign();
  const answer = await post(change(fields), content);
  const text = await answer.text();
  const of = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return `${answer.status} ${of("Code")}: ${of("Message")}`;
}

const without = (name: string) => (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

describe("a form", () => {
  it("that keeps to its policy puts the file where it says, as what it says", async () => {
    const { url, fields } = await sign();
    expect(url).toBe(`${s3.url}/${Bucket}`);
    const answer = await post(fields);
    expect([answer.status, answer.headers.get("etag")]).toEqual([204, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    const found = await s3.sdk.send(new HeadObjectCommand({ Bucket, Key: "incoming/1" }));
    expect(found).toMatchObject({ ContentType: "image/png", ContentLength: 6 });
  });

  it.each<[string, (fields: Fields) => Fields, string]>([
    [
      "another type",
      (f) => ({ ...f, "Content-Type": "text/html" }),
      "403 AccessDenied: Invalid according to Policy: Policy Condition failed: [&#34;eq&#34;, &#34;$content-type&#34;, &#34;image/png&#34;]".replaceAll(
        "&#34;, ",
        "&#34;,",
      ),
    ],
    [
      "no type",
      without("Content-Type"),
      "403 AccessDenied: Invalid according to Policy: Policy Condition failed: [&#34;eq&#34;,&#34;$content-type&#34;,&#34;image/png&#34;]",
    ],
    [
      "another key",
      (f) => ({ ...f, key: "incoming/2" }),
      "403 AccessDenied: Invalid according to Policy: Policy Condition failed: [&#34;eq&#34;,&#34;$key&#34;,&#34;incoming/1&#34;]",
    ],
    [
      "a field more",
      (f) => ({ ...f, "x-amz-meta-more": "1" }),
      "403 AccessDenied: Invalid according to Policy: Extra input fields: x-amz-meta-more",
    ],
    [
      "an acl",
      (f) => ({ ...f, acl: "public-read" }),
      "403 AccessDenied: Invalid according to Policy: Extra input fields: acl",
    ],
    ["no policy", without("Policy"), "403 AccessDenied: Access Denied"],
    ["no key", without("key"), "400 InvalidArgument: Bucket POST must contain a field named 'key'."],
    [
      "no session token",
      without("X-Amz-Security-Token"),
      "400 InvalidToken: The provided token is malformed or otherwise invalid.",
    ],
  ])("with %s is refused", async (_what, change, answer) => {
    expect(await refused(change)).toBe(answer);
  });

  it.each([
    [
      "a policy of one's own",
      (f: Fields) => ({
        ...f,
        Policy: Buffer.from('{"expiration":"2100-01-01T00:00:00Z","conditions":[]}').toString("base64"),
      }),
    ],
    ["another signature", (f: Fields) => ({ ...f, "X-Amz-Signature": "0".repeat(64) })],
    [
      "another day",
      (f: Fields) => ({ ...f, "X-Amz-Credential": f["X-Amz-Credential"]?.replace(/\/\d{8}\//, "/20200101/") ?? "" }),
    ],
  ])("with %s isn't the signer's", async (_what, change) => {
    expect(await refused(change)).toMatch(/^403 SignatureDoesNotMatch/);
  });

  it("takes files of the size that it says only", async () => {
    expect(await refused((f) => f, "12345678901")).toBe(
      "400 EntityTooLarge: Your proposed upload exceeds the maximum allowed size",
    );
    expect(await refused((f) => f, "1234")).toBe(
      "400 EntityTooSmall: Your proposed upload is smaller than the minimum allowed size",
    );
    expect((await post((await sign()).fields, "12345")).status).toBe(204);
    expect((await post((await sign()).fields, "1234567890")).status).toBe(204);
  });

  it("is good until its policy's end", async () => {
    const { fields } = await sign();
    s3.time.ahead = 570_000;
    expect((await post(fields)).status).toBe(204);
    s3.time.ahead = 601_000;
    const late = await post(fields);
    expect([late.status, await late.text()]).toEqual([
      403,
      expect.stringContaining("Invalid according to Policy: Policy expired."),
    ]);
  });

  it("is for its bucket only", async () => {
    const { fields } = await sign();
    expect(await outcome(post(fields, "pixels", { url: `${s3.url}/others` }))).toBe("403 AccessDenied");
    expect(await outcome(post(fields, "pixels", { url: `${s3.url}/nowhere` }))).toBe("404 NoSuchBucket");
  });

  it("is worth nothing from a signer who may not write, or whom nobody knows", async () => {
    const reader = await startS3(["GetObject"]);
    const { url, fields } = await sign({}, reader.function);
    expect(await outcome(post(fields, "pixels", { url }))).toBe("403 AccessDenied");
    await reader.close();
    expect(await outcome(post(fields))).toBe("403 InvalidAccessKeyId");
  });

  it("may leave the name to the file, and the type to the browser, within what it says", async () => {
    const named = await sign({
      Key: "incoming/${filename}",
      Fields: {},
      Conditions: [["starts-with", "$Content-Type", "image/"]],
    });
    const as = (type: string) => post({ ...named.fields, "Content-Type": type }, "pixels", { name: "photo.webp" });
    expect(await outcome(as("video/mp4"))).toBe("403 AccessDenied");
    expect(await outcome(as("image/webp"))).toBe("204");
    const found = await s3.sdk.send(new HeadObjectCommand({ Bucket, Key: "incoming/photo.webp" }));
    expect(found.ContentType).toBe("image/webp");
    const elsewhere = { ...named.fields, key: "media/${filename}", "Content-Type": "image/webp" };
    expect(await outcome(post(elsewhere))).toBe("403 AccessDenied");
  });

  it("is answered as it wishes", async () => {
    const created = await sign({ Fields: { success_action_status: "201" } });
    const answer = await post(created.fields);
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining("<Key>incoming/1</Key>")]);
    const led = await sign({ Fields: { success_action_redirect: "https://site.example/done" } });
    const redirected = await post(led.fields);
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get("location")).toMatch(
      /^https:\/\/site\.example\/done\?bucket=files&key=incoming%2F1&etag=/,
    );
  });

  it("without a file, or that isn't one, is refused", async () => {
    const { fields } = await sign();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    expect(await outcome(fetch(`${s3.url}/${Bucket}`, { method: "POST", body: form }))).toBe("400 InvalidArgument");
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect(await outcome(fetch(`${s3.url}/${Bucket}`, { method: "POST", body: "nonsense", headers }))).toBe(
      "400 MalformedPOSTRequest",
    );
  });

  it("with any character of any field changed puts nothing anywhere", async () => {
    const { fields } = await sign({ Key: "incoming/never" });
    const place = fc.constantFrom(...Object.entries(fields)).chain(([name, value]) =>
      fc.record({
        name: fc.constant(name),
        at: fc.nat({ max: value.length - 1 }),
        by: fc.constantFrom("a", "0", "/", "Z", "=", "~"),
      }),
    );
    const property = fc.asyncProperty(place, async ({ name, at, by }) => {
      const value = fields[name] ?? "";
      fc.pre(value[at] !== by);
      const { status } = await post({ ...fields, [name]: value.slice(0, at) + by + value.slice(at + 1) });
      expect([400, 403]).toContain(status);
    });
    await fc.assert(property, { numRuns: 150 });
    await expect(s3.sdk.send(new HeadObjectCommand({ Bucket, Key: "incoming/never" }))).rejects.toThrow();
  });
});

describe("a page of another origin", () => {
  const preflight = (origin: string, method = "POST") =>
    fetch(`${s3.url}/${Bucket}`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": "content-type" },
    });

  it("is let in where the bucket says so", async () => {
    const { status, headers } = await preflight("https://site.example");
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "https://site.example"]);
    expect(headers.get("access-control-allow-headers")).toBe("content-type");
    expect(await outcome(preflight("https://evil.example"))).toBe("403 AccessForbidden");
    expect(await outcome(preflight("https://site.example", "DELETE"))).toBe("403 AccessForbidden");
  });

  it("may read the answer, a refusal too, there only", async () => {
    const { fields } = await sign();
    const from = async (origin: string, of = fields) => {
      const { status, headers } = await post(of, "pixels", { headers: { origin } });
      return [status, headers.get("access-control-allow-origin"), headers.get("access-control-expose-headers")];
    };
    expect(await from("https://site.example")).toEqual([204, "https://site.example", "ETag"]);
    expect(await from("https://site.example", {})).toEqual([403, "https://site.example", "ETag"]);
    expect(await from("https://evil.example")).toEqual([204, null, null]);
  });
});

test("what is kept survives being opened anew", async () => {
  await s3.sdk.send(new PutObjectCommand({ Bucket, Key: "lasting", Body: "content", ContentType: "text/plain" }));
  const again = await startS3([], s3.directory);
  const found = await again.sdk.send(new HeadObjectCommand({ Bucket, Key: "lasting" }));
  await again.close();
  expect(found).toMatchObject({ ContentLength: 7, ContentType: "text/plain" });
});
