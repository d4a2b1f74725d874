import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { marshall } from "@aws-sdk/util-dynamodb";
import { build } from "esbuild";
import { bundle } from "#infra/bundle";
import { cacheCode } from "#infra/code-cache";
import { root } from "#infra/root";
import { nthCourse } from "./catalogue";
import { median } from "./growth";
import { openPostgres } from "./postgres";

/** The same job done by others: their sources, what they are made with, and how they are called. */
const rivals = {
  floor: "by hand, no library",
  plain: "AWS's SDK, no framework",
  hono: "Hono",
  fastify: "Fastify and its adapter",
  express: "Express 5 and an adapter",
  "express-postgres": "Express 5 and PostgreSQL",
};

const sources = join(root, "packages/testing/bench/rivals");
const place = join(root, ".build/bench/rivals");

/** What of one process is told: milliseconds, milliseconds of the processor, megabytes. */
interface Told {
  init: { ms: number; cpu: number };
  cold: { ms: number; cpu: number };
  warm: { ms: number; cpu: number };
  status: number;
  rows: number;
  memory: number;
  /** Megabytes of the heap, collected, after each quarter of the requests that are measured. */
  quarters: number[];
}

/** A handler, and what it came to beside the floor. */
export interface Rivalry extends Omit<Told, "status" | "rows" | "quarters"> {
  name: string;
  bytes: number;
  gzipped: number;
}

/** The Node of the runtime, which npm has for this machine: any other one's code cache is of no use. */
const runtimesNode = `node-linux-${process.arch}`;

function install(): string {
  mkdirSync(place, { recursive: true });
  copyFileSync(join(sources, "package.json"), join(place, "package.json"));
  const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  execFileSync("npm", ["install", ...quietly, "--no-save", `${runtimesNode}@24`], { cwd: place, stdio: "pipe" });
  return join(place, "node_modules", runtimesNode, "bin/node");
}

async function buildRivals(): Promise<Record<string, string>> {
  const names = Object.keys(rivals);
  await build({
    entryPoints: names.map((name) => join(sources, `${name}.js`)),
    outdir: join(place, "built"),
    outExtension: { ".js": ".cjs" },
    // As the CDK bundles unless it is told otherwise, but minified and as CommonJS, which is to their advantage.
    ...{ bundle: true, platform: "node", target: "node24", format: "cjs", minify: true, logLevel: "error" },
    nodePaths: [join(place, "node_modules")],
    external: ["pg-native"],
  });
  return Object.fromEntries(names.map((name) => [name, join(place, "built", `${name}.cjs`)]));
}

/** Ours, as it is deployed, without and with V8's code cache. */
async function buildOurs(node: string): Promise<Record<string, string>> {
  const [plain, cached] = [join(place, "ours"), join(place, "ours-cached")];
  for (const directory of [plain, cached]) await bundle({ directory, names: ["courses"] });
  cacheCode(cached, ["courses"], node);
  return { ours: join(plain, "courses/index.js"), "ours, cached": join(cached, "courses/index.js") };
}

/** The first page of the catalogue, as the table answers it: the row of the total, and twenty courses. */
async function writePage(file: string): Promise<object[]> {
  process.env.TABLE_NAME ??= "table";
  process.env.AWS_REGION ??= "us-east-1";
  const { putListing, scopesOf } = await import("#core/listing");
  const courses = Array.from({ length: 20 }, (_, n) => nthCourse(n));
  const rows = courses.map((course) => {
    const [scope = ""] = scopesOf(course, []);
    return putListing(scope, course).operation.Put?.Item ?? {};
  });
  const total = { ...rows[0], id: "~", total: 20, sentinel: true };
  const Items = [total, ...rows].map((row) => marshall(row, { removeUndefinedValues: true }));
  writeFileSync(file, JSON.stringify({ Items, Count: Items.length, ScannedCount: Items.length }));
  return courses;
}

function certify(): { key: string; cert: string } {
  const [key, cert] = [join(place, "key.pem"), join(place, "cert.pem")];
  const asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const names = ["-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", [...asked, ...names, "-keyout", key, "-out", cert], { stdio: "pipe" });
  return { key, cert };
}

/** A table behind TLS in a process of its own, so that what it takes isn't counted. */
async function openTable(page: string, { key, cert }: { key: string; cert: string }) {
  const child = spawn(process.execPath, [join(sources, "canned.cjs"), key, cert, page], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once("data", (data) => resolve(String(data).trim())),
  );
  return { url: `https://localhost:${port}`, close: () => child.kill() };
}

const event = {
  ...{ version: "2.0", routeKey: "GET /api/courses", rawPath: "/api/courses", rawQueryString: "limit=20" },
  ...{ queryStringParameters: { limit: "20" }, isBase64Encoded: false, stageVariables: { originSecrets: "shh" } },
  headers: {
    ...{ host: "api.instaiq.com", accept: "application/json", "user-agent": "bench" },
    ...{ "x-origin-secret": "shh", "cloudfront-viewer-address": "192.0.2.1:443" },
  },
  requestContext: {
    ...{ requestId: "none", routeKey: "GET /api/courses", stage: "$default", domainName: "api.instaiq.com" },
    http: { method: "GET", path: "/api/courses", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" },
  },
};

const variables = (url: string, cert: string, database: string | undefined) => ({
  ...{ PATH: process.env.PATH ?? "", NODE_EXTRA_CA_CERTS: cert, NODE_ENV: "production" },
  ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none", TABLE_NAME: "table" },
  ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_DYNAMODB: url, AWS_LAMBDA_FUNCTION_NAME: "bench" },
  ...{ POWERTOOLS_SERVICE_NAME: "courses", POWERTOOLS_METRICS_NAMESPACE: "bench", MEDIA_URL: "https://none.invalid" },
  ...{ USER_POOL_ID: "us-east-1_none", USER_POOL_CLIENT_ID: "none", DATABASE_URL: database ?? "" },
});

/** Requests that warm a process up, and as many that are measured: for its time, and for its memory. */
const [few, many] = [300, 4000];

function start(node: string, file: string, env: Record<string, string>, calls = few): Told {
  const args = ["--expose-gc", join(sources, "child.cjs"), file, JSON.stringify(event), String(calls)];
  const told = JSON.parse(execFileSync(node, args, { env, encoding: "utf8" })) as Told;
  if (told.status !== 200 || told.rows !== 20)
    throw new Error(`${file} answers ${told.status} with ${told.rows} courses`);
  return told;
}

function typical(name: string, file: string, all: readonly Told[]): Rivalry {
  const of = (pick: (told: Told) => number) => median(all.map(pick));
  const pair = (step: "init" | "cold" | "warm") => ({
    ms: of((told) => told[step].ms),
    cpu: of((told) => told[step].cpu),
  });
  const code = [file, file.replace("index.js", "code.js"), file.replace("index.js", "code.cache")];
  const files = [...new Set(code)].filter(existsSync).map((one) => readFileSync(one));
  return {
    ...{ name, init: pair("init"), cold: pair("cold"), warm: pair("warm"), memory: of(({ memory }) => memory) },
    bytes: files.reduce((sum, { length }) => sum + length, 0),
    gzipped: files.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
  };
}

/** All that ran, and what couldn't. */
export interface Rivalries {
  node: string;
  runs: number;
  rows: Rivalry[];
  /** Of ours, in many requests to one process. */
  quarters: number[];
  missing: string[];
}

/** The same list from a fresh process each time, all in turn so that a busy moment hits all alike. */
export async function measureRivals(runs = 7): Promise<Rivalries> {
  const node = install();
  const files: Record<string, string> = { ...(await buildRivals()), ...(await buildOurs(node)) };
  const page = join(place, "page.json");
  const courses = await writePage(page);
  const certificate = certify();
  const [table, postgres] = [await openTable(page, certificate), openPostgres(join(place, "postgres"), courses)];
  if (!postgres) delete files["express-postgres"];
  const env = variables(table.url, certificate.cert, postgres?.url);
  const samples = new Map<string, Told[]>();
  let quarters: number[] = [];
  try {
    for (let run = 0; run < runs; run++)
      for (const [name, file] of Object.entries(files))
        samples.set(name, [...(samples.get(name) ?? []), start(node, file, env)]);
    quarters = start(node, files.ours ?? "", env, many).quarters;
  } finally {
    table.close();
    postgres?.close();
  }
  const rows = Object.entries(files).map(([name, file]) => typical(name, file, samples.get(name) ?? []));
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  return {
    node: version,
    runs,
    rows,
    quarters,
    missing: postgres ? [] : ["Express 5 and PostgreSQL: PostgreSQL isn't installed"],
  };
}

/** What a handler is called in a table. */
export const titleOf = (name: string): string =>
  (({ ...rivals, ours: "ours", "ours, cached": "ours, with V8's code cache" }) as Record<string, string>)[name] ?? name;
