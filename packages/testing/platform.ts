import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutation } from "#local/cloud/assembly";
import type { Cloud } from "#local/cloud/cloud";
import type { CloudOptions } from "#local/cloud/cloud-options";
import type { ParkedThreads } from "#local/cloud/threads";
import { openPlatform, operatorEnvironment } from "#local/platform";

/** Where jest's global setup has put the synthesized app. */
export const outdir = join(import.meta.dirname, "..", "..", ".build", "test", "cdk.out");

declare global {
  /** Of the process: what jest/environment.cjs keeps from one test file to the next. */
  var parkedThreads: ParkedThreads | undefined;
}

/** A platform of a test's own: in a folder of its own, on free ports, with a clock that can be moved. */
export interface TestPlatform {
  cloud: Cloud;
  /** Milliseconds by which its time is ahead; set it to move the clock. */
  ahead: number;
  /** What the functions logged. */
  lines: string[];
  /** Waits until what storage tells is dealt with, and the stream's consumers have caught up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What a client needs of one: where it is. */
export interface Reachable {
  cloud: Pick<Cloud, "urls">;
}

interface Options extends Partial<CloudOptions> {
  mutate?: Mutation;
  seeded?: boolean;
  /** Another synthesized app. */
  outdir?: string;
}

/** Opens one; the domain, when a test imports it afterwards, runs on it as an operator's shell would. */
export async function openTestPlatform({ seeded = false, ...options }: Options = {}): Promise<TestPlatform> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-test-"));
  const lines: string[] = [];
  const platform = { ahead: 0 };
  const cloud = await openPlatform({
    directory,
    outdir,
    seeded,
    schedules: false,
    warm: false,
    // Several of them share two cores.
    lenience: 4,
    // Most tests look at once at what they have written.
    edgeCache: false,
    parkedThreads: globalThis.parkedThreads,
    timeOffset: () => platform.ahead,
    log: ({ line }) => lines.push(line),
    retryDelayMs: () => 20,
    webhookRetryDelaysMs: [50, 100, 200, 400, 800],
    ...options,
  });
  Object.assign(process.env, operatorEnvironment(cloud));
  return Object.assign(platform, {
    cloud,
    lines,
    settled: async () => {
      await cloud.stripe?.settled();
      await cloud.razorpay?.settled();
      await cloud.objectEvents.idle();
      // What became of a mail is told after it was sent, and is followed by changes of its own.
      do await cloud.triggers.idle();
      while (await cloud.topics.idle());
    },
    close: async () => {
      await cloud.close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}
