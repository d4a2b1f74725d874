import type { ServiceRequest } from "#local/service";
import { S3Fault } from "./fault";

/** A browser's form: its fields by lower-cased name, and the file, which comes last. */
export interface UploadForm {
  fields: Record<string, string>;
  file: Buffer;
  fileName: string;
}

const malformed = (message: string) => new S3Fault("MalformedPOSTRequest", message);

/** S3's limit for everything but the file, in bytes. */
const mostFields = 20_000;

interface Part {
  name: string;
  fileName: string | undefined;
  content: Buffer;
  /** Where the next delimiter begins. */
  end: number;
}

function partAt(body: Buffer, start: number, delimiter: Buffer): Part {
  const headerEnd = body.indexOf("\r\n\r\n", start);
  const end = headerEnd < 0 ? -1 : body.indexOf(delimiter, headerEnd + 4);
  if (end < 0) throw malformed("The body of your POST request is not well-formed multipart/form-data.");
  const disposition = /^content-disposition:(.*)$/im.exec(body.toString("utf8", start, headerEnd))?.[1] ?? "";
  return {
    name: /\bname="([^"]*)"/i.exec(disposition)?.[1] ?? "",
    fileName: /\bfilename="([^"]*)"/i.exec(disposition)?.[1],
    content: body.subarray(headerEnd + 4, end),
    end,
  };
}

/** Reads `multipart/form-data`; what comes after the file is not looked at. @throws S3Fault MalformedPOSTRequest, InvalidArgument */
export function formOf({ headers, body }: ServiceRequest): UploadForm {
  const [, quotedBoundary, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers["content-type"] ?? "") ?? [];
  const boundary = quotedBoundary ?? plain;
  if (!boundary || !body.subarray(0, boundary.length + 2).equals(Buffer.from(`--${boundary}`)))
    throw malformed("The body of your POST request is not well-formed multipart/form-data.");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields: Record<string, string> = {};
  // The first boundary has no line end before it.
  for (let at = boundary.length + 2; body.toString("latin1", at, at + 2) === "\r\n"; ) {
    const { name, fileName = "", content, end } = partAt(body, at, delimiter);
    if (name.toLowerCase() === "file") return { fields, file: content, fileName };
    fields[name.toLowerCase()] = content.toString("utf8");
    at = end + delimiter.length;
    if (at > mostFields) throw malformed("Your POST request fields preceding the upload file were too large.");
  }
  throw new S3Fault("InvalidArgument", "POST requires exactly one file upload per request.", { ArgumentName: "file" });
}

/** The access key that signed a form, found without reading all of it; undefined for what isn't a signed form. */
export function formCredential({ method, headers, body }: ServiceRequest): string | undefined {
  if (method !== "POST" || !headers["content-type"]?.startsWith("multipart/form-data")) return undefined;
  const fields = body.toString("latin1", 0, mostFields);
  return /name="x-amz-credential"(?:\r\n[^\r\n]+)*\r\n\r\n([^\r\n]+)\r\n/i.exec(fields)?.[1];
}
