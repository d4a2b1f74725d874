import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./growth";

/** How a function comes up in a fresh Node: the time of loading its code, and the memory it holds then. */
export interface Start {
  name: string;
  /** Milliseconds. */
  load: number;
  /** Milliseconds of the processor, which others on the machine don't lengthen. */
  work: number;
  /** Times the floor's work. */
  ratio: number;
  /** MB of the process, and beyond the floor's. */
  memory: number;
  above: number;
}

const probe = `
const [from, before] = [process.hrtime.bigint(), process.cpuUsage()];
require(process.argv[1]);
const load = Number(process.hrtime.bigint() - from) / 1e6;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ load, work: (user + system) / 1000, memory: process.memoryUsage.rss() / 1048576 }));`;

/** A handler that any other one builds on: it can answer and ask over HTTPS, and has nothing else. */
const floorCode = 'const https = require("node:https"); exports.handler = async () => ({ statusCode: 200, https });';

/** What Lambda would set; nothing is called while loading. */
const environment = {
  PATH: process.env.PATH ?? "",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  POWERTOOLS_TRACE_ENABLED: "false",
  TABLE_NAME: "table",
  USER_POOL_ID: "us-east-1_none",
  USER_POOL_CLIENT_ID: "client",
};

interface Sample {
  load: number;
  work: number;
  memory: number;
}

const sample = (node: string, file: string): Sample =>
  JSON.parse(execFileSync(node, ["--expose-gc", "-e", probe, file], { env: environment, encoding: "utf8" })) as Sample;

/** Starts every function anew, in turn with the others so that a busy moment hits all alike. */
export function measureStarts(
  files: Record<string, string>,
  directory: string,
  { runs = 9, node = process.execPath } = {},
): Start[] {
  const floor = join(directory, "floor.js");
  writeFileSync(floor, floorCode);
  const samples = new Map<string, Sample[]>();
  for (let run = 0; run < runs; run++)
    for (const [name, file] of Object.entries({ floor, ...files }))
      samples.set(name, [...(samples.get(name) ?? []), sample(node, file)]);
  const of = (name: string) => ({
    load: median((samples.get(name) ?? []).map(({ load }) => load)),
    work: median((samples.get(name) ?? []).map(({ work }) => work)),
    memory: median((samples.get(name) ?? []).map(({ memory }) => memory)),
  });
  return ["floor", ...Object.keys(files)].map((name) => {
    const { load, work, memory } = of(name);
    return { name, load, work, memory, ratio: work / of("floor").work, above: memory - of("floor").memory };
  });
}
