import type { ServiceResponse } from "#local/service";
import { answerXml, type Call, element, elements } from "./call";
import { requireIntact } from "./checksums";
import { S3Fault, xmlDocument } from "./fault";

/** What isn't there is deleted, too. */
export function deleteObject({ bucket, key }: Call): ServiceResponse {
  bucket.objects.delete(key);
  return { status: 204, headers: {}, body: "" };
}

/** Up to 1,000 at once; those that the requester may not delete are named in the answer. */
export function deleteObjects({ request, bucket, require }: Call): ServiceResponse {
  requireIntact(request.headers, request.body);
  const document = request.body.toString("utf8");
  const keys = elements(document, "Object").map((object) => element(object, "Key"));
  if (keys.length === 0 || keys.length > 1000)
    throw new S3Fault(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  const results = keys.map((Key) => {
    try {
      require("DeleteObjects", Key);
      bucket.objects.delete(Key);
      return { Deleted: { Key } };
    } catch (error) {
      if (!(error instanceof S3Fault)) throw error;
      return { Error: { Key, Code: error.code, Message: error.message } };
    }
  });
  const quiet = element(document, "Quiet") === "true";
  const deleted = quiet ? [] : results.flatMap(({ Deleted }) => Deleted ?? []);
  const errors = results.flatMap(({ Error: refused }) => refused ?? []);
  return answerXml(xmlDocument("DeleteResult", { Deleted: deleted, Error: errors }));
}
