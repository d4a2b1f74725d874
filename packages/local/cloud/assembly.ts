import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Template, TemplateError } from "./template";

/** One synthesized stack. */
export interface Stack {
  name: string;
  /** `us-east-1` and `000000000000` where the app leaves them open. */
  region: string;
  account: string;
  template: Template;
  /** The directory or file that was uploaded under this S3 key; throws when the assembly holds none. */
  asset(key: string): string;
}

export interface Assembly {
  stacks: Stack[];
}

/** Changes a template in memory before it is used, so that a test can drop a grant or a route. */
export type Mutation = (stackName: string, template: Template) => void;

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const Assets = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** Reads a cloud assembly, the `cdk.out` that `cdk synth` writes, with every stack of every stage in it. */
export function loadAssembly(directory: string, mutate?: Mutation): Assembly {
  const { artifacts } = Manifest.parse(readJson(join(directory, "manifest.json")));
  const assets = new Map<string, string>();
  const stacks: Stack[] = [];
  for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type === "cdk:asset-manifest") collectAssets(directory, properties?.file ?? "", assets);
    if (type === "cdk:cloud-assembly")
      stacks.push(...loadAssembly(join(directory, properties?.directoryName ?? ""), mutate).stacks);
    if (type !== "aws:cloudformation:stack") continue;
    const name = properties?.stackName ?? id;
    const template = readJson(join(directory, properties?.templateFile ?? "")) as Template;
    mutate?.(name, template);
    stacks.push({
      name,
      ...placeOf(environment),
      template,
      asset: (key) => assets.get(key) ?? missingAsset(name, key),
    });
  }
  return { stacks };
}

/** `aws://ACCOUNT/REGION` */
function placeOf(environment = ""): { account: string; region: string } {
  const [account = "", region = ""] = environment.replace("aws://", "").split("/");
  return {
    account: /^\d+$/.test(account) ? account : "000000000000",
    region: region === "" || region === "unknown-region" ? "us-east-1" : region,
  };
}

function collectAssets(directory: string, file: string, assets: Map<string, string>): void {
  const { files } = Assets.parse(readJson(join(directory, file)));
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) assets.set(objectKey, join(directory, source.path));
    }
  }
}

function missingAsset(stack: string, key: string): never {
  throw new TemplateError(stack, `the assembly holds no asset ${key}`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
