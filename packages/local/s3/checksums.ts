import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { S3Fault } from "./fault";

/** CRC-32C (Castagnoli), which Node has no function for. */
const castagnoli = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(content: Buffer): number {
  let value = 0xffffffff;
  for (const byte of content) value = (value >>> 8) ^ (castagnoli[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

function bigEndian(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString("base64");
}

const hashed = (algorithm: string) => (content: Buffer) => createHash(algorithm).update(content).digest("base64");

/** By the name of the header that carries it. CRC64NVME isn't known here: a request with it is refused. */
const algorithms: Record<string, (content: Buffer) => string> = {
  "x-amz-checksum-crc32": (content) => bigEndian(crc32(content)),
  "x-amz-checksum-crc32c": (content) => bigEndian(crc32c(content)),
  "x-amz-checksum-sha1": hashed("sha1"),
  "x-amz-checksum-sha256": hashed("sha256"),
};

const notChecksums = ["x-amz-checksum-mode", "x-amz-checksum-algorithm", "x-amz-checksum-type"];

/**
 * The checksums that came with a body, each of which must be right.
 * @throws S3Fault InvalidDigest, BadDigest, InvalidRequest
 */
export function requireIntact(headers: Record<string, string>, content: Buffer): Record<string, string> {
  requireMd5(headers["content-md5"], content);
  const given = Object.entries(headers).filter(
    ([name]) => name.startsWith("x-amz-checksum-") && !notChecksums.includes(name),
  );
  for (const [name, value] of given) {
    const checksum = algorithms[name];
    if (!checksum) throw new S3Fault("InvalidRequest", `The checksum ${name} isn't known.`);
    const kind = name.slice("x-amz-checksum-".length).toUpperCase();
    if (checksum(content) !== value)
      throw new S3Fault("BadDigest", `The ${kind} you specified did not match the calculated checksum.`);
  }
  return Object.fromEntries(given);
}

function requireMd5(given: string | undefined, content: Buffer): void {
  if (given === undefined) return;
  if (Buffer.from(given, "base64").length !== 16)
    throw new S3Fault("InvalidDigest", "The Content-MD5 you specified was invalid.");
  if (hashed("md5")(content) !== given)
    throw new S3Fault("BadDigest", "The Content-MD5 you specified did not match what we received.");
}
