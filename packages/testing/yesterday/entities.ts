import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entity } from "electrodb";
import { root } from "#infra/root";

/** Files of the domain that declare what a row is. */
const files = readdirSync(join(root, "packages", "core"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .filter((name) => readFileSync(join(root, "packages", "core", name), "utf8").includes("new Entity("));

// biome-ignore lint/suspicious/noExplicitAny: every entity of the domain, whatever its attributes
export type AnyEntity = Entity<any, any, any, any>;

const made = new Map<string, AnyEntity>();

/** Stands in for ElectroDB's own while the domain is loaded: most entities are known to one file only. */
export const noting = (real: typeof import("electrodb")): typeof import("electrodb") => ({
  ...real,
  // biome-ignore lint/suspicious/noExplicitAny: takes what ElectroDB's takes
  Entity: class extends (real.Entity as any) {
    // biome-ignore lint/suspicious/noExplicitAny: takes what ElectroDB's takes
    constructor(model: any, ...rest: unknown[]) {
      super(model, ...rest);
      made.set(model.model.entity, this as unknown as AnyEntity);
    }
  } as unknown as typeof real.Entity,
});

/** Every entity of the domain, by its name. */
export async function everyEntity(): Promise<Map<string, AnyEntity>> {
  for (const name of files) await import(`#core/${name.replaceAll("\\", "/").replace(/\.ts$/, "")}`);
  return made;
}
