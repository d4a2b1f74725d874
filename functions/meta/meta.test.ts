import { openapiDocument } from "#openapi/document";
import document from "../../docs/openapi.json";
import { type BundledMeta, bundledMeta } from "./fixture/bundled-meta";

let meta: BundledMeta;
const ask: BundledMeta["ask"] = (path, headers) => meta.ask(path, headers);

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
  meta = bundledMeta();
});

afterAll(() => {
  delete process.env.POWERTOOLS_LOG_LEVEL;
  meta.remove();
});

describe("GET /health", () => {
  test.each(["/health", "/api/health"])("%s says that all is well, and which version", async (path) => {
    const { status, json } = await ask(path);
    expect(status).toBe(200);
    expect(json()).toEqual({
      status: "ok",
      version: document.info.version,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });
});

describe("GET /openapi.json", () => {
  test("answers the document of this very contract", async () => {
    const { status, json, headers } = await ask("/api/openapi.json");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json");
    expect(json()).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
  });

  test("answers 304 to who has it already", async () => {
    const { headers } = await ask("/openapi.json");
    const again = await ask("/openapi.json", { "if-none-match": headers.etag ?? "" });
    expect([again.status, again.body]).toEqual([304, ""]);
  });
});

describe("GET /docs", () => {
  test("is a page that may load from its own host only", async () => {
    const { headers } = await ask("/docs");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("script-src 'self';");
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|https?:/);
  });

  test("holds no inline script or style", async () => {
    const { body } = await ask("/docs");
    expect(body).not.toMatch(/<script>|<style|\sstyle=|\son\w+=|javascript:/);
  });

  test.each(["/docs", "/api/docs"])("at %s loads files that are there", async (path) => {
    const { body } = await ask(path);
    const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? "");
    const paths = links.map((link) => new URL(link, `https://api.instaiq.com${path}`).pathname);
    const statuses = await Promise.all(paths.map(async (file) => [file, (await ask(file)).status]));
    expect(statuses).toEqual(paths.map((file) => [file, 200]));
    expect(paths).toContain(`${path}/init.js`);
  });
});

describe("GET /docs/{file}", () => {
  test.each([
    ["swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
    ["swagger-ui.css", "text/css; charset=utf-8"],
    ["favicon-32x32.png", "image/png"],
  ])("%s comes as %s, to keep for a day", async (file, type) => {
    const { headers } = await ask(`/docs/${file}`);
    expect(headers).toMatchObject({ "content-type": type, "cache-control": "public, max-age=86400" });
  });

  test("an image arrives byte by byte", async () => {
    const { bytes } = await ask("/docs/favicon-32x32.png");
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  });

  test("a name that the page doesn't have is not found", async () => {
    const { status, json } = await ask("/docs/other.js");
    expect([status, json()]).toEqual([404, expect.objectContaining({ code: "not_found" })]);
  });

  test.each(["..%2findex.js", "index.html", "%2e%2e"])("%s is no name of a file", async (name) => {
    const { status, json } = await ask(`/docs/${name}`);
    expect([status, json()]).toEqual([400, expect.objectContaining({ code: "invalid_input" })]);
  });
});
