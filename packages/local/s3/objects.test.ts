import { createHash } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { bucket as Bucket, type LocalS3, refusal, startS3 } from "./fixture";

let s3: LocalS3;
beforeAll(async () => {
  s3 = await startS3(["GetObject", "PutObject"]);
});
afterAll(() => s3.close());

const put = (Key: string, Body: string | Buffer = "content", more: Partial<PutObjectCommandInput> = {}) =>
  s3.sdk.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  s3.sdk.send(new GetObjectCommand({ Bucket, Key, ...more }));
const head = (Key: string) => s3.sdk.send(new HeadObjectCommand({ Bucket, Key }));
const textOf = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();
const md5 = (content: string | Buffer) => createHash("md5").update(content).digest("hex");

describe("an object", () => {
  const keys = [
    "plain.txt",
    "in/a folder/with spaces & more.txt",
    "अध्याय-१/नोट्स.pdf",
    "a+b=c (1)'!*~.txt",
    "100%.txt",
    "?#.txt",
  ];

  it.each(keys)("is read as it was written under %s", async (key) => {
    const described = {
      ContentType: "text/plain; charset=utf-8",
      CacheControl: "max-age=60",
      Metadata: { owner: "asha" },
    };
    const { ETag } = await put(key, "Grüße, नमस्ते", described);
    const found = await get(key);
    expect(ETag).toBe(`"${md5("Grüße, नमस्ते")}"`);
    expect(found).toMatchObject({ ...described, ETag, ContentLength: Buffer.byteLength("Grüße, नमस्ते") });
    expect(found).toMatchObject({ AcceptRanges: "bytes", ServerSideEncryption: "AES256" });
    expect(await found.Body?.transformToString()).toBe("Grüße, नमस्ते");
    expect(await head(key)).toMatchObject({ ...described, ETag, ContentLength: found.ContentLength });
  });

  it("of any bytes comes back as it was, an empty one too", async () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 7) % 256));
    await put("bytes", content);
    await put("empty", Buffer.alloc(0));
    expect(Buffer.from((await (await get("bytes")).Body?.transformToByteArray()) ?? [])).toEqual(content);
    expect(await head("empty")).toMatchObject({ ContentLength: 0, ContentType: "application/octet-stream" });
  });

  it("is replaced as a whole", async () => {
    await put("twice", "first", { Metadata: { only: "first" } });
    await put("twice", "second");
    expect([await textOf("twice"), (await head("twice")).Metadata]).toEqual(["second", {}]);
  });

  it("is gone when it is deleted, and deleting again is no fault", async () => {
    await put("doomed");
    const remove = () => s3.sdk.send(new DeleteObjectCommand({ Bucket, Key: "doomed" }));
    await remove();
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(get("doomed"))).toBe("404 NoSuchKey");
    expect(await refusal(head("doomed"))).toBe("404 NotFound");
  });

  it("in a bucket that there isn't is refused", async () => {
    expect(await refusal(s3.sdk.send(new GetObjectCommand({ Bucket: "nowhere", Key: "a" })))).toBe("404 NoSuchBucket");
    expect(await refusal(put("k".repeat(1025)))).toBe("400 KeyTooLongError");
    expect((await s3.sdk.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
  });

  it("is found by the bucket in the host's name, too", async () => {
    await put("by/host", "found");
    const { port } = new URL(s3.url);
    const answered = new Promise<number | undefined>((resolve) => {
      httpRequest(
        { host: "127.0.0.1", port, path: "/by/host", headers: { host: `${Bucket}.localhost:${port}` } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      ).end();
    });
    // Nobody's request, but for a bucket that there is.
    expect(await answered).toBe(403);
    const lookup = (
      _host: string,
      _options: object,
      found: (error: null, address: { address: string; family: 4 }[]) => void,
    ) => found(null, [{ address: "127.0.0.1", family: 4 }]);
    const requestHandler = { httpAgent: new Agent({ lookup } as object) };
    const named = s3.client(s3.root, { endpoint: `http://localhost:${port}`, requestHandler });
    const answer = await named.send(new GetObjectCommand({ Bucket, Key: "by/host" }));
    expect(await answer.Body?.transformToString()).toBe("found");
  });
});

describe("what was damaged on its way", () => {
  it.each([
    ["CRC32", { ChecksumCRC32: "AAAAAA==" }],
    ["CRC32C", { ChecksumCRC32C: "AAAAAA==" }],
    ["SHA1", { ChecksumSHA1: createHash("sha1").update("other").digest("base64") }],
    ["SHA256", { ChecksumSHA256: createHash("sha256").update("other").digest("base64") }],
    ["MD5", { ContentMD5: createHash("md5").update("other").digest("base64") }],
  ])("is refused by its %s", async (_name, checksum) => {
    expect(await refusal(put("damaged", "content", checksum))).toBe("400 BadDigest");
    expect(await refusal(get("damaged"))).toBe("404 NoSuchKey");
  });

  it.each(["CRC32", "CRC32C", "SHA1", "SHA256"] as const)(
    "is let through with the right %s, which is kept",
    async (ChecksumAlgorithm) => {
      await put("intact", "content", { ChecksumAlgorithm });
      const found = await get("intact", { ChecksumMode: "ENABLED" });
      expect(found[`Checksum${ChecksumAlgorithm}`]).toMatch(/=$/);
      expect(await found.Body?.transformToString()).toBe("content");
    },
  );

  it("may come in chunks, with its checksum at the end", async () => {
    const Body = Readable.from([Buffer.alloc(70_000, 1), Buffer.alloc(70_000, 2)]);
    await s3.sdk.send(new PutObjectCommand({ Bucket, Key: "chunked", Body, ContentLength: 140_000 }));
    const found = await get("chunked");
    const content = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
    expect(md5(content)).toBe(md5(Buffer.concat([Buffer.alloc(70_000, 1), Buffer.alloc(70_000, 2)])));
    expect(found.ContentEncoding).toBeUndefined();
  });
});

describe("a reader", () => {
  beforeAll(() => put("alphabet", "abcdefghij"));

  it.each([
    ["bytes=0-3", "abcd", "bytes 0-3/10"],
    ["bytes=4-", "efghij", "bytes 4-9/10"],
    ["bytes=-3", "hij", "bytes 7-9/10"],
    ["bytes=8-100", "ij", "bytes 8-9/10"],
    ["bytes=-100", "abcdefghij", "bytes 0-9/10"],
  ])("asks for %s and gets %s", async (Range, text, ContentRange) => {
    const found = await get("alphabet", { Range });
    expect([found.$metadata.httpStatusCode, found.ContentRange, found.ContentLength]).toEqual([
      206,
      ContentRange,
      text.length,
    ]);
    expect(await found.Body?.transformToString()).toBe(text);
  });

  it.each(["bytes=0-1,4-5", "bytes=5-2", "lines=1-2", "bytes=-"])("gets the whole for %s", async (Range) => {
    const found = await get("alphabet", { Range });
    expect([found.$metadata.httpStatusCode, await found.Body?.transformToString()]).toEqual([200, "abcdefghij"]);
  });

  it("can't begin after the end", async () => {
    expect(await refusal(get("alphabet", { Range: "bytes=10-" }))).toBe("416 InvalidRange");
    await put("nothing", Buffer.alloc(0));
    expect(await refusal(get("nothing", { Range: "bytes=0-" }))).toBe("416 InvalidRange");
  });

  it("goes on with a range only of the same content", async () => {
    const { ETag = "", LastModified = new Date() } = await head("alphabet");
    const resume = async (condition: string) => {
      const sdk = s3.client(s3.root);
      sdk.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers["if-range"] = condition;
          return next(args);
        },
        { step: "build" },
      );
      return (
        await sdk.send(new GetObjectCommand({ Bucket, Key: "alphabet", Range: "bytes=4-" }))
      ).Body?.transformToString();
    };
    expect([await resume(ETag), await resume('"another"')]).toEqual(["efghij", "abcdefghij"]);
    expect([await resume(LastModified.toUTCString()), await resume(new Date(0).toUTCString())]).toEqual([
      "efghij",
      "abcdefghij",
    ]);
  });

  it("isn't sent what they have, and is told when it isn't what they want", async () => {
    const { ETag = "", LastModified = new Date() } = await head("alphabet");
    const [earlier, later] = [new Date(LastModified.getTime() - 60_000), new Date(LastModified.getTime() + 60_000)];
    expect(await refusal(get("alphabet", { IfNoneMatch: ETag }))).toMatch(/^304/);
    expect(await refusal(get("alphabet", { IfModifiedSince: later }))).toMatch(/^304/);
    expect(await textOf("alphabet", { IfNoneMatch: '"another"' })).toBe("abcdefghij");
    expect(await textOf("alphabet", { IfModifiedSince: earlier })).toBe("abcdefghij");
    // The tag counts, not the date.
    expect(await textOf("alphabet", { IfNoneMatch: '"another"', IfModifiedSince: later })).toBe("abcdefghij");
    expect(await refusal(get("alphabet", { IfMatch: '"another"' }))).toBe("412 PreconditionFailed");
    expect(await refusal(get("alphabet", { IfUnmodifiedSince: earlier }))).toBe("412 PreconditionFailed");
  });
});

describe("a writer", () => {
  it("can demand that there is nothing yet, or that it is still the same", async () => {
    await put("once", "first", { IfNoneMatch: "*" });
    expect(await refusal(put("once", "second", { IfNoneMatch: "*" }))).toBe("412 PreconditionFailed");
    const { ETag } = await put("once", "third", { IfMatch: `"${md5("first")}"` });
    expect(await refusal(put("once", "fourth", { IfMatch: `"${md5("first")}"` }))).toBe("412 PreconditionFailed");
    expect(ETag).toBe(`"${md5("third")}"`);
  });

  it("copies with the description, or with another, if it is still the same", async () => {
    await put("source dir/सूत्र", "content", { ContentType: "image/png", Metadata: { a: "1" } });
    const CopySource = `${Bucket}/${encodeURIComponent("source dir/सूत्र")}`;
    const copy = (Key: string, more: object = {}) =>
      s3.sdk.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));
    const copied = await copy("copy-1");
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5("content")}"`);
    await copy("copy-2", { MetadataDirective: "REPLACE", ContentType: "image/webp" });
    expect(await head("copy-1")).toMatchObject({ ContentType: "image/png", Metadata: { a: "1" } });
    expect(await head("copy-2")).toMatchObject({ ContentType: "image/webp", Metadata: {} });
    expect(await refusal(copy("copy-3", { CopySourceIfMatch: '"another"' }))).toBe("412 PreconditionFailed");
    expect(await refusal(copy("source dir/सूत्र"))).toBe("400 InvalidRequest");
    expect(await refusal(copy("copy-4", { CopySource: `${Bucket}/none` }))).toBe("404 NoSuchKey");
  });
});

describe("a list", () => {
  const keys = ["a/1", "a/2", "a/b/3", "b/1", "c & d", "é"];
  const list = async (more: object) => s3.sdk.send(new ListObjectsV2Command({ Bucket: "others", ...more }));
  beforeAll(async () => {
    for (const Key of keys) await s3.sdk.send(new PutObjectCommand({ Bucket: "others", Key, Body: Key }));
  });

  it("has every key in order, page by page", async () => {
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, ContinuationToken });
      found.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(found).toEqual(keys);
  });

  it("has what lies below a prefix, and folders for what lies deeper", async () => {
    const { Contents = [], CommonPrefixes = [], KeyCount } = await list({ Prefix: "a/", Delimiter: "/" });
    expect(Contents.map(({ Key, Size }) => [Key, Size])).toEqual([
      ["a/1", 3],
      ["a/2", 3],
    ]);
    expect([CommonPrefixes.map(({ Prefix }) => Prefix), KeyCount]).toEqual([["a/b/"], 3]);
    expect((await list({ StartAfter: "b/1" })).Contents?.map(({ Key }) => Key)).toEqual(["c & d", "é"]);
  });

  it("of keys is deleted at once", async () => {
    for (const Key of ["x <1>", "x&2"]) await put(Key);
    const Objects = [{ Key: "x <1>" }, { Key: "x&2" }, { Key: "never" }];
    const { Deleted } = await s3.sdk.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["x <1>", "x&2", "never"]);
    expect(await refusal(get("x <1>"))).toBe("404 NoSuchKey");
  });
});

describe("an upload in parts", () => {
  const part = Buffer.alloc(5 * 1024 * 1024, "p");
  const begin = async (Key: string) => {
    const { UploadId } = await s3.sdk.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: "video/mp4" }));
    const upload = (PartNumber: number, Body: Buffer) =>
      s3.sdk.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      s3.sdk.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    return { UploadId, upload, complete };
  };

  it("becomes an object when it is complete, not before", async () => {
    const { UploadId, upload, complete } = await begin("video");
    const [second, first] = [await upload(2, Buffer.from("end")), await upload(1, part)];
    expect(await refusal(get("video"))).toBe("404 NoSuchKey");
    const { Parts } = await s3.sdk.send(new ListPartsCommand({ Bucket, Key: "video", UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, part.length],
      [2, 3],
    ]);
    const { ETag } = await complete([
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await head("video")).toMatchObject({ ContentType: "video/mp4", ContentLength: part.length + 3, ETag });
    expect(await refusal(complete([{ PartNumber: 1, ETag: first.ETag }]))).toBe("404 NoSuchUpload");
  });

  it("may be made of ranges of another object, if it is still the same", async () => {
    const { ETag } = await put("long", Buffer.concat([part, Buffer.from("end")]));
    const { UploadId, complete } = await begin("joined");
    const copy = (PartNumber: number, CopySourceRange: string, CopySourceIfMatch = ETag) =>
      s3.sdk.send(
        new UploadPartCopyCommand({
          ...{ Bucket, Key: "joined", UploadId, PartNumber, CopySource: `${Bucket}/long`, CopySourceRange },
          CopySourceIfMatch,
        }),
      );
    const [first, second] = [
      await copy(1, `bytes=0-${part.length - 1}`),
      await copy(2, `bytes=${part.length}-${part.length + 2}`),
    ];
    expect(await refusal(copy(3, "bytes=0-1", '"another"'))).toBe("412 PreconditionFailed");
    expect(await refusal(copy(3, `bytes=0-${part.length + 3}`))).toBe("400 InvalidArgument");
    const tags = [first, second].map(({ CopyPartResult }) => CopyPartResult?.ETag);
    await complete(tags.map((ETag, index) => ({ PartNumber: index + 1, ETag })));
    expect(await textOf("joined", { Range: "bytes=-4" })).toBe("pend");
  });

  it("is refused with parts that are unknown, in disorder or too small", async () => {
    const { upload, complete } = await begin("broken");
    const [one, two] = [await upload(1, Buffer.from("small")), await upload(2, Buffer.from("small"))];
    const [PartOne, PartTwo] = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    expect(await refusal(complete([PartOne, { PartNumber: 2, ETag: '"another"' }]))).toBe("400 InvalidPart");
    expect(await refusal(complete([PartTwo, PartOne]))).toBe("400 InvalidPartOrder");
    expect(await refusal(complete([PartOne, PartTwo]))).toBe("400 EntityTooSmall");
  });

  it("leaves nothing when it is given up", async () => {
    const { UploadId, upload } = await begin("given-up");
    await upload(1, Buffer.from("part"));
    await s3.sdk.send(new AbortMultipartUploadCommand({ Bucket, Key: "given-up", UploadId }));
    expect(await refusal(upload(2, Buffer.from("part")))).toBe("404 NoSuchUpload");
  });
});
