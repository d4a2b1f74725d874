import { parseRouteKey, selectRoute } from "./routes";

const routes = [
  "$default",
  "ANY /{proxy+}",
  "GET /courses",
  "GET /courses/{slug}",
  "ANY /courses/{slug}",
  "GET /courses/enrolled",
  "GET /courses/{slug}/lessons/{lesson}",
  "GET /courses/{slug}/{rest+}",
  "POST /courses/enrolled",
].map(parseRouteKey);

const select = (method: string, path: string, among = routes) => {
  const match = selectRoute(among, method, path);
  return match && [match.route.key, match.pathParameters];
};

describe("route selection", () => {
  it.each<[string, string, string, Record<string, string>]>([
    ["GET", "/courses", "GET /courses", {}],
    ["GET", "/courses/enrolled", "GET /courses/enrolled", {}],
    ["GET", "/courses/go", "GET /courses/{slug}", { slug: "go" }],
    ["PUT", "/courses/go", "ANY /courses/{slug}", { slug: "go" }],
    ["DELETE", "/courses/enrolled", "ANY /courses/{slug}", { slug: "enrolled" }],
    ["GET", "/courses/go/lessons/1", "GET /courses/{slug}/lessons/{lesson}", { slug: "go", lesson: "1" }],
    ["GET", "/courses/go/lessons/1/files", "GET /courses/{slug}/{rest+}", { slug: "go", rest: "lessons/1/files" }],
    ["POST", "/courses", "ANY /{proxy+}", { proxy: "courses" }],
    ["GET", "/courses/", "ANY /{proxy+}", { proxy: "courses/" }],
    ["GET", "/", "$default", {}],
  ])("%s %s → %s", (method, path, key, parameters) => {
    expect(select(method, path)).toEqual([key, parameters]);
    expect(select(method, path, [...routes].reverse())).toEqual([key, parameters]);
  });

  it("finds nothing where nothing matches", () => {
    expect(select("DELETE", "/courses", [parseRouteKey("GET /courses")])).toBeUndefined();
  });
});
