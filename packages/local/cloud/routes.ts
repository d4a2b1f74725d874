/** A route of an HTTP API: `GET /courses/{slug}`, `ANY /files/{path+}` or `$default`. */
export interface Route {
  key: string;
  /** `ANY` matches every method. */
  method: string;
  /** Undefined for `$default`. */
  path: string | undefined;
}

export interface RouteMatch<R extends Route> {
  route: R;
  pathParameters: Record<string, string>;
}

/** Reads a RouteKey. */
export function parseRouteKey(key: string): Route {
  const [method = "", path] = key.split(" ");
  return path === undefined ? { key, method: "ANY", path: undefined } : { key, method, path };
}

/**
 * The route that API Gateway selects: the most specific path wins (a literal segment before a variable before a greedy
 * variable, from the left), then the method before `ANY`; `$default` comes last.
 */
export function selectRoute<R extends Route>(routes: R[], method: string, path: string): RouteMatch<R> | undefined {
  const matches = routes.flatMap((route) => {
    const pathParameters = route.method === "ANY" || route.method === method ? match(route.path, path) : undefined;
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  return matches.sort((left, right) => (rank(left.route) < rank(right.route) ? -1 : 1))[0];
}

function match(pattern: string | undefined, path: string): Record<string, string> | undefined {
  if (pattern === undefined) return {};
  const wanted = pattern.split("/");
  const given = path.split("/");
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = variable(segment);
    if (name && isGreedy(segment)) {
      const rest = given.slice(index).join("/");
      return rest === "" ? undefined : { ...parameters, [name]: rest };
    }
    const value = given[index];
    if (name && value) parameters[name] = value;
    else if (value !== segment) return undefined;
  }
  return given.length === wanted.length ? parameters : undefined;
}

/** Text that sorts the more specific route first. */
function rank({ path, method }: Route): string {
  if (path === undefined) return "z";
  const segments = path.split("/").map((segment) => {
    if (isGreedy(segment)) return "c";
    return variable(segment) ? "b" : "a";
  });
  return `${segments.join("")} ${method === "ANY" ? "b" : "a"}`;
}

function variable(segment: string): string | undefined {
  return /^\{([^}+]+)\+?\}$/.exec(segment)?.[1];
}

function isGreedy(segment: string): boolean {
  return segment.endsWith("+}");
}
