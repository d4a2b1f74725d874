import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { bundleCommand } from "./bundle";

const { values } = parseArgs({ options: { planted: { type: "string" } }, strict: false });
const planted = typeof values.planted === "string" ? values.planted : undefined;

await createRequire(import.meta.url)(await bundleCommand(planted)).done;
