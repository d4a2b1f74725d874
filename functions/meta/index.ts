import { meta } from "#contract/meta";
import { serve } from "#http/serve";
import { info } from "../../docs/openapi.json";
import { docsFile } from "./docs-file";
import { openapiFile } from "./openapi-file";
import { page } from "./page";

export const handler = serve(meta, {
  health: async ({ now }) => ({ status: "ok" as const, version: info.version, time: now.toISOString() }),
  openapi: async () => ({ contentType: "application/json", content: await openapiFile() }),
  docs: async () => page,
  docsFile: ({ params }) => docsFile(params.file),
});
