import { fileURLToPath } from "node:url";
import { buildPackage } from "./package-build";

await buildPackage(fileURLToPath(new URL("dist", import.meta.url)));
