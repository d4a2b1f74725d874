import { failures } from "#contract/failure";
import { groups } from "#contract/groups";
import { type Operation, operations } from "../operations";
import { Schemas } from "../schemas";
import { functionText } from "./function-text";
import { declaration } from "./type-text";

const head = "// Generated from packages/contract by `npm run generate`: edit the contract, not this.\n";

function typesFile(schemas: Schemas): string {
  const types = Object.entries(schemas.shared()).map(([name, schema]) => declaration(name, schema));
  return [head, ...types].join("\n");
}

function codesFile(): string {
  const codes = Object.keys(failures).map((code) => `  ${JSON.stringify(code)},\n`);
  return [
    head,
    `/** Every code that the API refuses with. */\nexport const failureCodes = [\n${codes.join("")}] as const;\n`,
    "export type FailureCode = (typeof failureCodes)[number];\n",
  ].join("\n");
}

function groupFile(members: readonly Operation[], schemas: Schemas): string {
  const functions = members.map((operation) => functionText(operation, schemas));
  const names = [...new Set(functions.flatMap((one) => one.names))].sort();
  const imports = [
    'import type { Client } from "../client";\n',
    'import type { CallOptions } from "../route";\n',
    ...(names.length > 0 ? [`import type { ${names.join(", ")} } from "./types";\n`] : []),
  ];
  return [`${head}\n${imports.join("")}`, ...functions.map(({ text }) => text)].join("\n");
}

/** Whether a client has a use for it: signed calls come from providers. */
const isCalled = ({ endpoint }: Operation): boolean => endpoint.access !== "signature";

/** The groups that the client has functions of. */
export const clientGroups: string[] = Object.keys(groups).filter((name) =>
  operations.some((operation) => operation.group === name && isCalled(operation)),
);

/** The client's generated files: name → content. */
export function clientFiles(): Record<string, string> {
  const schemas = new Schemas();
  const files = clientGroups.map((name) => {
    const members = operations.filter((operation) => operation.group === name && isCalled(operation));
    return [`${name}.ts`, groupFile(members, schemas)];
  });
  return { ...Object.fromEntries(files), "types.ts": typesFile(schemas), "failure-codes.ts": codesFile() };
}
