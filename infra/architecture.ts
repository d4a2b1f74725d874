import { existsSync } from "node:fs";
import { join } from "node:path";
import { Architecture } from "aws-cdk-lib/aws-lambda";

/** The processors that Lambda has, and how sharp's packages are called for them. */
const processors = { arm64: Architecture.ARM_64, x64: Architecture.X86_64 };

/** The processor that the native code in an asset is for; undefined where there is none in it. */
export const nativeArchitecture = (asset: string): Architecture | undefined =>
  Object.entries(processors).find(([cpu]) =>
    existsSync(join(asset, "node_modules", "@img", `sharp-linux-${cpu}`)),
  )?.[1];

/** What is to be done where it is missing. */
export const fetching =
  "sharp isn't installed for Linux: before a deployment, npm i --no-save --os=linux --cpu=arm64 --libc=glibc sharp";
