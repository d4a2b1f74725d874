import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig, S3ServiceException } from "@aws-sdk/client-s3";
import { type Caller, newCredentials, rootCaller } from "#local/cloud/callers";
import { Endpoint } from "#local/cloud/endpoint";
import { serve } from "#local/cloud/http-server";
import { AccessControl } from "#local/cloud/iam";
import { openS3 } from "./s3";

export const bucket = "files";
const account = "000000000000";
const roleArn = `arn:aws:iam::${account}:role/app-role`;

const cors = {
  AllowedOrigins: ["https://site.example"],
  AllowedMethods: ["GET", "POST"],
  AllowedHeaders: ["*"],
  ExposedHeaders: ["ETag"],
  MaxAge: 600,
};

/** A function whose role may do these on everything in the bucket. */
function roleCaller(): Caller {
  const userArn = `arn:aws:sts::${account}:assumed-role/app-role/app-function`;
  const ended = { invocation: () => undefined, kill: async () => {} };
  return { credentials: newCredentials(), roleArn, userArn, functionName: "app-function", ...ended };
}

/** The stand-in behind the endpoint, on a free port, with a clock that can be moved. */
export async function startS3(actions: string[] = [], directory = mkdtempSync(join(tmpdir(), "s3-"))) {
  const time = { ahead: 0 };
  const s3 = await openS3({ directory, clock: () => Date.now() + time.ahead });
  s3.ensureBucket(bucket, { CorsConfiguration: { CorsRules: [cors] } });
  s3.ensureBucket("others", {});
  const statement = {
    Effect: "Allow" as const,
    Action: actions.map((action) => `s3:${action}`),
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: {},
  };
  const access = new AccessControl([{ arn: roleArn, name: "app-role", statements: [statement] }]);
  const endpoint = new Endpoint({
    services: [s3],
    access,
    region: "us-east-1",
    clock: Date.now,
    pages: async () => undefined,
  });
  const [root, role] = [rootCaller(account), roleCaller()];
  for (const caller of [root, role]) endpoint.register(caller);
  const server = await serve((request) => endpoint.handle(request), 0);
  const clients: S3Client[] = [];
  const client = ({ credentials }: Caller, more: S3ClientConfig = {}) => {
    const made = new S3Client({ region: "us-east-1", endpoint: server.url, credentials, maxAttempts: 1, ...more });
    clients.push(made);
    return made;
  };
  return {
    ...{ s3, endpoint, root, role, client, time, directory, url: server.url },
    /** May do everything. */
    sdk: client(root),
    /** May do what the role may. */
    function: client(role),
    close: async () => {
      for (const made of clients) made.destroy();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type LocalS3 = Awaited<ReturnType<typeof startS3>>;

/** What a call was refused with: `404 NoSuchKey`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "not refused";
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
}

/** Status and code of an answer: `403 AccessDenied`; without a code where it is none. */
export async function outcome(answer: Response | Promise<Response>): Promise<string> {
  const { status, ...rest } = { status: (await answer).status, text: await (await answer).text() };
  const [, code = ""] = /<Code>(\w+)<\/Code>/.exec(rest.text) ?? [];
  return `${status} ${code}`.trim();
}
