/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";
import { keep, look, signReading } from "./storage";

const s3 = mockClient(S3Client);
const environment = { ...process.env };
beforeAll(() => {
  const credentials = { AWS_ACCESS_KEY_ID: "ASIATEST", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
  Object.assign(process.env, { MEDIA_BUCKET: "files", AWS_REGION: "ap-south-1", ...credentials });
});
beforeEach(() => s3.reset());
afterAll(() => {
  process.env = environment;
});

const megabyte = 1024 ** 2;
const found = (size: number) => ({ contentType: "video/mp4", size, etag: '"looked-at"', head: Buffer.alloc(0) });
const refused = (httpStatusCode: number) => Object.assign(new Error("refused"), { $metadata: { httpStatusCode } });

describe("keeping a file", () => {
  const source = { CopySource: "files/incoming/1", CopySourceIfMatch: '"looked-at"' };
  const target = { Bucket: "files", Key: "media/1" };

  it("copies a small one in one go, if it is still the same", async () => {
    s3.on(CopyObjectCommand).resolves({});
    expect(await keep("incoming/1", found(megabyte), "media/1")).toBe(true);
    const [call] = s3.commandCalls(CopyObjectCommand);
    expect(call?.args[0].input).toMatchObject({ ...source, ...target, ContentType: "video/mp4" });
  });

  it("copies a large one in ranges, each if it is still the same, without a gap", async () => {
    s3.on(CreateMultipartUploadCommand).resolves({ UploadId: "upload" });
    s3.on(UploadPartCopyCommand).callsFake(({ PartNumber }) => ({ CopyPartResult: { ETag: `"part-${PartNumber}"` } }));
    s3.on(CompleteMultipartUploadCommand).resolves({});
    expect(await keep("incoming/1", found(300 * megabyte), "media/1")).toBe(true);

    const [begun] = s3.commandCalls(CreateMultipartUploadCommand);
    expect(begun?.args[0].input).toMatchObject({ ...target, ContentType: "video/mp4" });
    const parts = s3.commandCalls(UploadPartCopyCommand).map(({ args: [{ input }] }) => input);
    expect(parts.map(({ CopySourceRange }) => CopySourceRange)).toEqual([
      `bytes=0-${128 * megabyte - 1}`,
      `bytes=${128 * megabyte}-${256 * megabyte - 1}`,
      `bytes=${256 * megabyte}-${300 * megabyte - 1}`,
    ]);
    for (const part of parts) expect(part).toMatchObject({ ...source, ...target, UploadId: "upload" });
    const [completed] = s3.commandCalls(CompleteMultipartUploadCommand);
    const Parts = [1, 2, 3].map((PartNumber) => ({ PartNumber, ETag: `"part-${PartNumber}"` }));
    expect(completed?.args[0].input).toMatchObject({ ...target, MultipartUpload: { Parts } });
  });

  it.each([404, 412])("tells by %i that it is another by now", async (status) => {
    s3.on(CopyObjectCommand).rejects(refused(status));
    expect(await keep("incoming/1", found(1), "media/1")).toBe(false);
  });

  it("doesn't take a missing permission for that", async () => {
    s3.on(CopyObjectCommand).rejects(refused(403));
    await expect(keep("incoming/1", found(1), "media/1")).rejects.toThrow("refused");
  });
});

describe("looking at a file", () => {
  it.each([403, 404])("finds none by %i", async (status) => {
    s3.on(GetObjectCommand).rejects(refused(status));
    expect(await look("incoming/1", 4096)).toBeUndefined();
  });

  it("passes on that S3 is down", async () => {
    s3.on(GetObjectCommand).rejects(refused(503));
    await expect(look("incoming/1", 4096)).rejects.toThrow("refused");
  });
});

describe("an address to read", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  const dispositionOf = async (fileName: string) =>
    new URL(await signReading("media/1", { fileName, seconds: 60 }, now)).searchParams.get(
      "response-content-disposition",
    ) ?? "";

  it("lives from now, as long as it is told to", async () => {
    const url = new URL(await signReading("media/1", { seconds: 60 }, now));
    expect(url.origin + url.pathname).toBe("https://files.s3.ap-south-1.amazonaws.com/media/1");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      "X-Amz-Date": "20261123T100000Z",
      "X-Amz-Expires": "60",
    });
    expect(url.searchParams.has("x-amz-checksum-crc32")).toBe(false);
  });

  it("names the download in every script", async () => {
    expect(await dispositionOf("Notes (1).pdf")).toBe(
      "attachment; filename=\"Notes (1).pdf\"; filename*=UTF-8''Notes%20%281%29.pdf",
    );
    expect(await dispositionOf("अध्याय.pdf")).toContain(encodeURIComponent("अध्याय.pdf"));
  });

  it("whatever the name, it is one header with one name in it", async () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const property = fc.asyncProperty(name, async (fileName) => {
      const said = await dispositionOf(fileName);
      expect(said).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.!~%-]*$/);
      expect(decodeURIComponent(said.slice(said.indexOf("''") + 2))).toBe(fileName);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
