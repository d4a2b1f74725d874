import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { welcome } from "./banner";
import { Chronicle } from "./logs/chronicle";
import { printLine } from "./output";
import { defaultDirectory, openPlatform, reset } from "./platform";
import { Progress } from "./progress";
import { synthesize } from "./synthesis";
import { watchSources } from "./watch";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4000" },
    directory: { type: "string", default: defaultDirectory },
    reset: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  },
});

const progress = new Progress();
const directory = resolve(values.directory);
if (values.reset) reset(directory);
mkdirSync(directory, { recursive: true });

const outdir = join(directory, "cdk.out");
progress.say("synthesizing the stack");
await synthesize(outdir);

const first = Number(values.port);
const next = (offset: number): number => first && first + offset;
const ports = { api: first, stripe: next(1), inbox: next(2), aws: next(3), razorpay: next(4), gateway: next(5) };
progress.say("starting the local cloud");
const chronicle = new Chronicle(directory);
const cloud = await openPlatform({
  ...{ directory, outdir, ports },
  log: (line) => {
    chronicle.tell(line);
    if (!values.quiet) printLine(line);
  },
  finished: (invocation) => chronicle.finish(invocation),
});
progress.done();
process.stdout.write(welcome(cloud, Math.round(performance.now()), directory));
const stopWatching = values.watch ? watchSources(cloud, join(directory, "bundles")) : undefined;

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    stopWatching?.();
    cloud.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
