import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { bucket as Bucket, type LocalS3, outcome, refusal, startS3 } from "./fixture";

const plainly = { requestChecksumCalculation: "WHEN_REQUIRED" } as const;
const hour = 3600_000;

let s3: LocalS3;
beforeEach(async () => {
  s3 = await startS3(["GetObject", "PutObject"]);
  await s3.sdk.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "secret" }));
});
afterEach(() => s3.close());

const readUrl = (expiresIn = 60, Key = "kept", client = s3.function) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn });

describe("a role", () => {
  it("may do what its policy says, and nothing else", async () => {
    const Objects = [{ Key: "kept" }];
    const get = new GetObjectCommand({ Bucket, Key: "kept" });
    expect(await (await s3.function.send(get)).Body?.transformToString()).toBe("secret");
    expect(await refusal(s3.function.send(new DeleteObjectCommand({ Bucket, Key: "kept" })))).toBe("403 AccessDenied");
    expect(await refusal(s3.function.send(new ListObjectsV2Command({ Bucket })))).toBe("403 AccessDenied");
    const foreign = new GetObjectCommand({ Bucket: "others", Key: "kept" });
    expect(await refusal(s3.function.send(foreign))).toBe("403 AccessDenied");
    const { Deleted, Errors } = await s3.function.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted, Errors?.map(({ Code }) => Code)]).toEqual([undefined, ["AccessDenied"]]);
  });

  it("copies only what it may read", async () => {
    const copy = new CopyObjectCommand({ Bucket, Key: "stolen", CopySource: "others/kept" });
    expect(await refusal(s3.function.send(copy))).toBe("403 AccessDenied");
  });

  it("that may not list doesn't learn what isn't there", async () => {
    expect(await refusal(s3.function.send(new GetObjectCommand({ Bucket, Key: "none" })))).toBe("403 AccessDenied");
    expect(await refusal(s3.sdk.send(new GetObjectCommand({ Bucket, Key: "none" })))).toBe("404 NoSuchKey");
  });
});

describe("a signature", () => {
  it("is needed: the bucket is private", async () => {
    expect(await outcome(fetch(`${s3.url}/${Bucket}/kept`))).toBe("403 AccessDenied");
    expect(await outcome(fetch(`${s3.url}/${Bucket}/kept`, { method: "PUT", body: "mine" }))).toBe("403 AccessDenied");
    expect(await outcome(fetch(`${s3.url}/${Bucket}?list-type=2`))).toBe("403 AccessDenied");
  });

  it("is one of a known key, made with its secret, with the session's token, and now", async () => {
    const { credentials } = s3.role;
    const get = new GetObjectCommand({ Bucket, Key: "kept" });
    const as = (changed: object) =>
      refusal(s3.client({ ...s3.role, credentials: { ...credentials, ...changed } }).send(get));
    expect(await as({ secretAccessKey: "guessed" })).toBe("403 SignatureDoesNotMatch");
    expect(await as({ accessKeyId: "ASIAUNKNOWN" })).toBe("403 InvalidAccessKeyId");
    expect(await as({ sessionToken: "other" })).toBe("400 InvalidToken");
    expect(await as({ sessionToken: undefined })).toBe("400 InvalidToken");
    s3.time.ahead = hour;
    expect(await as({})).toBe("403 RequestTimeTooSkewed");
  });
});

describe("an address to read", () => {
  it("works for anybody until its end", async () => {
    const url = await readUrl(60);
    expect(await (await fetch(url)).text()).toBe("secret");
    s3.time.ahead = 59_000;
    expect(await outcome(fetch(url))).toBe("200");
    s3.time.ahead = 62_000;
    const late = await fetch(url);
    expect([late.status, await late.text()]).toEqual([
      403,
      expect.stringContaining("<Message>Request has expired</Message>"),
    ]);
  });

  it.each<[string, (url: URL) => void]>([
    ["another key", (url) => (url.pathname = `/${Bucket}/other`)],
    ["another bucket", (url) => (url.pathname = "/others/kept")],
    ["a longer life", (url) => url.searchParams.set("X-Amz-Expires", "3600")],
    ["a later beginning", (url) => url.searchParams.set("X-Amz-Date", "20300101T000000Z")],
    ["another signature", (url) => url.searchParams.set("X-Amz-Signature", "0".repeat(64))],
    ["another file name", (url) => url.searchParams.set("response-content-disposition", "attachment")],
    ["a header fewer", (url) => url.searchParams.set("X-Amz-SignedHeaders", "")],
    ["no date", (url) => url.searchParams.delete("X-Amz-Date")],
    ["a year's life", (url) => url.searchParams.set("X-Amz-Expires", "31536000")],
  ])("doesn't work with %s", async (_what, change) => {
    const url = new URL(await readUrl());
    change(url);
    expect(await outcome(fetch(url))).toMatch(
      /^(403 (SignatureDoesNotMatch|AccessDenied)|400 AuthorizationQueryParametersError)$/,
    );
  });

  it("is for reading only, and tells nothing of what isn't there", async () => {
    const url = await readUrl();
    expect(await outcome(fetch(url, { method: "PUT", body: "mine" }))).toBe("403 SignatureDoesNotMatch");
    expect(await outcome(fetch(url, { method: "DELETE" }))).toBe("403 SignatureDoesNotMatch");
    expect(await outcome(fetch(url, { headers: { "x-amz-meta-more": "1" } }))).toBe("403 AccessDenied");
    expect(await outcome(fetch(await readUrl(60, "none")))).toBe("403 AccessDenied");
  });

  it("works after its signer's environment has ended, and not if the signer may not read", async () => {
    const url = await readUrl();
    s3.endpoint.unregister(s3.role);
    expect(await outcome(fetch(url))).toBe("200");
    const helpless = await startS3(["PutObject"]);
    await helpless.sdk.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "secret" }));
    expect(await outcome(fetch(await readUrl(60, "kept", helpless.function)))).toBe("403 AccessDenied");
    await helpless.close();
  });

  it("serves ranges, and is what the signer says it is", async () => {
    const command = new GetObjectCommand({
      Bucket,
      Key: "kept",
      ResponseContentDisposition: 'attachment; filename="a.txt"',
    });
    const answer = await fetch(await getSignedUrl(s3.function, command), { headers: { range: "bytes=0-2" } });
    expect([answer.status, await answer.text()]).toEqual([206, "sec"]);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="a.txt"');
  });

  it("isn't counted as a call of the function that signed it", async () => {
    const calls: { n: number; service: string; action: string }[] = [];
    const invocation = { requestId: "1", functionName: "app-function", source: undefined, calls };
    s3.role.invocation = () => invocation;
    await fetch(await readUrl());
    expect(calls).toEqual([]);
    await s3.function.send(new GetObjectCommand({ Bucket, Key: "kept" }));
    expect(calls).toMatchObject([{ n: 1, service: "s3", action: "GetObject" }]);
  });
});

describe("an address to write", () => {
  const writeUrl = (client = s3.client(s3.role, plainly)) =>
    getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "new", ContentType: "image/png" }), {
      expiresIn: 60,
      signableHeaders: new Set(["content-type"]),
    });
  const write = (url: string, type = "image/png") =>
    fetch(url, { method: "PUT", body: "pixels", headers: { "content-type": type } });

  it("takes the type that was signed, until its end", async () => {
    const url = await writeUrl();
    expect(await outcome(write(url))).toBe("200");
    expect(await outcome(write(url, "text/html"))).toBe("403 SignatureDoesNotMatch");
    s3.time.ahead = 62_000;
    expect(await outcome(write(url))).toBe("403 AccessDenied");
  });

  it("is worth nothing from a signer who may not write", async () => {
    const reader = await startS3(["GetObject"]);
    const url = await writeUrl(reader.client(reader.role, plainly));
    const refused = await write(url);
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("not authorized to perform: s3:PutObject"),
    ]);
    await reader.close();
  });
});
