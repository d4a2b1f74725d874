import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "#infra/root";
import { type Route, routes } from "../matrix";

/** Where suites are that call routes, beside the code that they test. */
const directories = ["packages/testing/e2e", "functions/meta"].map((name) => join(root, name));

/** What stands for anything in a route as a test writes it: `${course.id}`. */
const anything = "{}";

/** `PUT /api/courses/${id}/status?x=1` → `PUT /api/courses/{}/status`. */
const plain = (text: string): string => text.replace(/\$\{[^}]*\}/g, anything).replace(/[?#].*$/, "");

/** The source with addresses in place of the names that it gives them, each from there on: `blog = "/api/content/blog"`. */
function spelledOut(source: string): string {
  const named = new Map<string, string>();
  const given = /\b(\w+)(?:: string)? = ["`](\/api\/[^"`]*)["`]|\$\{(\w+)\}/g;
  return source.replace(given, (text, name?: string, address = "", used = "") => {
    if (name === undefined) return named.get(used) ?? text;
    named.set(name, address);
    return text;
  });
}

/** The routes that a test file spells out. An address by itself, as some take it, is one that is read. */
function spelled(source: string): string[] {
  const text = spelledOut(source);
  const calls = [...text.matchAll(/\b(?:GET|POST|PUT|DELETE) \/[\w.${}()/?=&-]*/g)].map(([call]) => plain(call));
  const read = [...text.matchAll(/["`](?:\$\{\w+\})?(\/[\w./-]+)(?=["`?])/g)].map(([, address]) => `GET ${address}`);
  return [...calls, ...read];
}

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
  const files = directories.flatMap((directory) => readdirSync(directory).map((name) => join(directory, name)));
  for (const file of files.filter((name) => name.endsWith(".test.ts")).sort()) {
    const source = readFileSync(file, "utf8");
    const names = new Set(spelled(source).flatMap((call) => routeOf(call)?.name ?? []));
    for (const name of names) suites.set(name, [...(suites.get(name) ?? []), basename(file, ".test.ts")]);
  }
  return suites;
}
