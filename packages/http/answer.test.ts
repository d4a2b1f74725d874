import type { Endpoint, Group } from "#contract/endpoint";
import { groups } from "#contract/groups";
import { answer } from "./answer";

const endpoints = Object.values<Group>(groups).flatMap(({ name, endpoints: own }) =>
  Object.entries(own).map(([key, endpoint]) => [`${name}.${key}`, endpoint] as const),
);

/** What is said about keeping the endpoint's answer; its shape doesn't matter. */
function keepingOf({ returns: _, ...endpoint }: Endpoint): string {
  const { headers } = answer(endpoint, { content: "", contentType: "text/plain" }, {});
  return String(headers?.["cache-control"]);
}

describe("answers to who has signed in, or signs what they send", () => {
  test.each(endpoints.filter(([, { access }]) => access !== "public"))("are kept by nobody: %s", (_name, endpoint) => {
    expect(keepingOf(endpoint)).toBe("no-store");
  });
});

describe("answers that the edge keeps", () => {
  const kept = endpoints.filter(([, { cache }]) => cache !== undefined);

  test.each(kept)("are public ones that change nothing: %s", (_name, endpoint) => {
    expect(endpoint).toMatchObject({ method: "GET", access: "public" });
    expect(keepingOf(endpoint)).toBe(`public, max-age=${endpoint.cache}`);
  });

  test("are some", () => {
    expect(kept.length).toBeGreaterThan(15);
  });
});

describe("public answers that nothing is said about", () => {
  test.each(endpoints.filter(([, { access, cache }]) => access === "public" && !cache))("aren't kept: %s", (_, one) => {
    expect(keepingOf(one)).toBe("no-store");
  });
});
