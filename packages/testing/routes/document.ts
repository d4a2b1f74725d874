import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Endpoint, type Group, routeKeys } from "#contract/endpoint";
import { groups } from "#contract/groups";
import { root } from "#infra/root";
import { table } from "../markdown";
import { suitesByEndpoint } from "./calls";

/** `1 call, 0.5 read`, by the endpoint's name: as `npm run bench` has measured it. */
function measured(): Map<string, string> {
  const text = readFileSync(join(root, "docs/benchmarks.md"), "utf8");
  const rows = text.matchAll(/^\| (\w+\.\w+) +\| [^|]*\| ([^|]+)\| ([^|]+)\| ([^|]+)\|/gm);
  return new Map([...rows].map(([, name = "", ...cells]) => [name, costOf(cells.map((cell) => cell.trim()))]));
}

function costOf([trips = "", read = "", write = ""]: string[]): string {
  const units = [read !== "0" && `${read} read`, write !== "0" && `${write} write`].filter(Boolean);
  return [trips, ...units].join(" · ");
}

const who: Record<Endpoint["access"], string> = {
  public: "anybody",
  user: "signed in",
  instructor: "instructor, admin",
  admin: "admin",
  signature: "whoever signs",
};

function rowsOf(group: Group, costs: Map<string, string>, suites: Map<string, string[]>): string[][] {
  return Object.entries(group.endpoints).map(([name, endpoint]) => {
    const full = `${group.name}.${name}`;
    const routes = routeKeys(endpoint).map((key) => `\`${key}\``);
    const tests = suites.get(full) ?? [];
    const shown = tests.length > 3 ? [...tests.slice(0, 3), `+${tests.length - 3}`] : tests;
    return [routes.join(" "), who[endpoint.access], endpoint.summary, costs.get(full) ?? "–", shown.join(", ") || "–"];
  });
}

const head = ["route", "who", "what", "round trips · units", "tests"];

/** docs/routes.md: every route, who may call it, what it costs and which suites show it. */
export function routesDocument(): string {
  const [costs, suites] = [measured(), suitesByEndpoint()];
  const sections = Object.values<Group>(groups).map(
    (group) => `## ${group.name}\n\n${group.summary}.\n\n${table(head, rowsOf(group, costs, suites))}\n`,
  );
  return [
    "# Routes",
    "",
    "Written by `npm run generate` from the contract, the measured costs (`docs/benchmarks.md`: round trips of a warm",
    'function, "(+1)" being the read of who is calling, kept for three seconds) and the suites in `packages/testing/e2e`',
    "that call the route by name. Beside those, every route is walked by `matrix` (who is let in, for all callers),",
    "`input` and `input-property` (hostile input), `security` (nothing undeclared leaves, nothing of others is reached), `grants` (no permission unused).",
    "",
    ...sections,
  ].join("\n");
}
