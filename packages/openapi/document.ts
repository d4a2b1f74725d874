import { groups } from "#contract/groups";
import manifest from "../../package.json";
import { callers, security } from "./access";
import { answersOf } from "./answers";
import { componentsOf } from "./components";
import { type Operation, operations } from "./operations";
import { bodyOf, parametersOf } from "./request";
import { Schemas } from "./schemas";

const description = `The backend of the Insta iQ education platform.

- **Lists** answer under their plural noun with \`total\`, \`totalPages\`, \`currentPage\` and \`nextCursor\`.
- **Money** is in major units with at most two decimals (\`1499.00\`), beside its \`currency\`.
- **Times** are ISO 8601 in UTC.
- **Refusals** are \`application/problem+json\` with a stable \`code\`.
- **Unknown fields** of a body are refused.`;

function describe({ endpoint }: Operation): string {
  const aliases = (endpoint.aliases ?? []).map((path) => `\`${path}\``).join(", ");
  return `${callers[endpoint.access]}${aliases ? ` Also at ${aliases}.` : ""}`;
}

function operationObject(operation: Operation, schemas: Schemas) {
  const { id, group, endpoint } = operation;
  const parameters = parametersOf(endpoint, schemas);
  const requestBody = bodyOf(endpoint, schemas);
  return {
    operationId: id,
    tags: [group],
    summary: endpoint.summary,
    description: describe(operation),
    security: security[endpoint.access],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: answersOf(operation, schemas),
  };
}

function pathsOf(schemas: Schemas) {
  const paths: Record<string, Record<string, ReturnType<typeof operationObject>>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.endpoint.method.toLowerCase()] = operationObject(operation, schemas);
    paths[operation.path] = path;
  }
  return paths;
}

/** The API as an OpenAPI 3.1 document: the same each time for the same contract. */
export function openapiDocument() {
  const schemas = new Schemas();
  return {
    openapi: "3.1.0",
    info: {
      title: "Insta iQ API",
      version: manifest.version,
      description,
      license: { name: "MIT", identifier: "MIT" },
    },
    // Relative, so that it fits whatever address the document was asked at.
    servers: [{ url: "/" }],
    tags: Object.values(groups).map(({ name, summary }) => ({ name, description: summary })),
    paths: pathsOf(schemas),
    components: componentsOf(schemas),
  };
}
