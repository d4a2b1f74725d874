import { basePath, type Endpoint } from "#contract/endpoint";
import { groups } from "#contract/groups";

/** One endpoint under the name that the document, the client and the tests know it by. */
export interface Operation {
  /** `courses.list` */
  id: string;
  group: string;
  name: string;
  /** From the root: `/api/courses/{id}`. */
  path: string;
  endpoint: Endpoint;
}

/** Every endpoint of the API, in the contract's order. */
export const operations: readonly Operation[] = Object.values(groups).flatMap((group) =>
  Object.entries<Endpoint>(group.endpoints).map(([name, endpoint]) => ({
    id: `${group.name}.${name}`,
    group: group.name,
    name,
    path: `${basePath}${endpoint.path}`,
    endpoint,
  })),
);
