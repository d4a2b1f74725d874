import type { Cloud } from "./cloud";
import { startCloud } from "./cloud";
import type { CloudOptions } from "./cloud-options";
import { type Fixture, writeFixture } from "./fixture";
import type { LogLine } from "./invocation";
import type { Template } from "./template";

type Overrides = Partial<CloudOptions> & { mutate?: (template: Template) => void; fixture?: Fixture };

export interface TestCloud {
  cloud: Cloud;
  lines: LogLine[];
  fixture: Fixture;
  /** The API function's answer to an event. */
  run(event: unknown): Promise<unknown>;
  /** What the consumer has seen, in order. */
  consumed(): { id: string; batch: number; name: string }[];
}

const open: Cloud[] = [];

/** Starts the fixture's cloud; `closeClouds` ends it. Retries come at once, schedules only when run. */
export async function openCloud({ mutate, fixture = writeFixture(), ...options }: Overrides = {}): Promise<TestCloud> {
  const lines: LogLine[] = [];
  const cloud = await startCloud({
    assembly: fixture.load(mutate),
    directory: fixture.state,
    log: (line) => lines.push(line),
    retryDelayMs: () => 0,
    schedules: false,
    warm: false,
    ...options,
  });
  open.push(cloud);
  const consumer = () => lines.filter(({ functionName, line }) => functionName.includes("Consumer") && line[0] === "{");
  return {
    cloud,
    lines,
    fixture,
    run: async (event) => JSON.parse((await cloud.invoke("ApiFunction", event)).payload ?? "null"),
    consumed: () => consumer().map(({ line }) => JSON.parse(line)),
  };
}

export async function closeClouds(): Promise<void> {
  await Promise.all(open.splice(0).map((cloud) => cloud.close()));
}

/** Adds properties to one resource of the template. */
export function change(logicalId: string, properties: Record<string, unknown>): (template: Template) => void {
  return ({ Resources }) => {
    const resource = Resources[logicalId];
    if (!resource) throw new Error(`there is no resource ${logicalId}`);
    resource.Properties = { ...resource.Properties, ...properties };
  };
}

/** Removes one resource of the template. */
export function drop(logicalId: string): (template: Template) => void {
  return ({ Resources }) => {
    delete Resources[logicalId];
  };
}
