import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Route, routes } from "../matrix";

const directory = join(import.meta.dirname, "..", "e2e");

/** What stands for anything in a route as a test writes it: `${course.id}`. */
const anything = "{}";

/** `PUT /api/courses/${id}/status?x=1` → `PUT /api/courses/{}/status`. */
const plain = (text: string): string => text.replace(/\$\{[^}]*\}/g, anything).replace(/[?#].*$/, "");

/** The routes that a test file spells out. */
const spelled = (source: string): string[] =>
  [...source.matchAll(/\b(?:GET|POST|PUT|DELETE) \/[\w.${}()/?=&-]*/g)].map(([text]) => plain(text));

/** Whether a call as it is written goes to the route, and how many of its words are the route's own; -1 if it doesn't. */
function matching(call: string, { key }: Route): number {
  const [given, declared] = [call.split("/"), key.split("/")];
  if (given.length !== declared.length) return -1;
  let exact = 0;
  for (const [index, word] of declared.entries()) {
    if (given[index] === word) exact++;
    else if (!word.startsWith("{")) return -1;
  }
  return exact;
}

/** The route that the gateway would choose: the one with most words of its own. */
function routeOf(call: string): Route | undefined {
  const fits = routes.map((route) => ({ route, exact: matching(call, route) })).filter(({ exact }) => exact >= 0);
  return fits.sort((one, other) => other.exact - one.exact)[0]?.route;
}

/** Which test suites call each endpoint by its route, by the endpoint's name: beside those that walk the whole contract. */
export function suitesByEndpoint(): Map<string, string[]> {
  const suites = new Map<string, string[]>();
  for (const file of readdirSync(directory).sort()) {
    const source = readFileSync(join(directory, file), "utf8");
    const names = new Set(spelled(source).flatMap((call) => routeOf(call)?.name ?? []));
    for (const name of names) suites.set(name, [...(suites.get(name) ?? []), file.replace(/\.test\.ts$/, "")]);
  }
  return suites;
}
