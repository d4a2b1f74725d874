import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deadLinks, referencesIn, rowsBelow, staleReferences } from "./security-account";

describe("the account of security", () => {
  it("names tests that there are", () => {
    expect(staleReferences()).toEqual([]);
    expect(deadLinks()).toEqual([]);
  });

  it("has tests for each of OWASP's ten", () => {
    const rows = rowsBelow("OWASP API").filter(([item = ""]) => item.startsWith("API"));
    expect(rows.map(([item = ""]) => item.split(":")[0])).toEqual(
      Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
    );
    expect(rows.filter((row) => referencesIn(row.join(" ")).length === 0)).toEqual([]);
  });

  it("shows every threat's answer by a test, or says that nothing does", () => {
    const rows = rowsBelow("Threats").filter(([kind = ""]) => /^[STRIDE]+$/.test(kind));
    const unshown = rows.filter(
      ([, , , shown = ""]) => referencesIn(shown).length === 0 && !shown.startsWith("Nothing"),
    );
    expect(unshown).toEqual([]);
    expect(rows.length).toBeGreaterThan(25);
  });

  it("says of each requirement that it is met, and by what, or that it isn't, and why", () => {
    const rows = rowsBelow("ASVS").filter(([id = ""]) => /^\d/.test(id));
    const states = ["met", "partly", "not met", "n/a"];
    expect(rows.filter(([, , state = ""]) => !states.includes(state))).toEqual([]);
    const unproved = rows.filter(
      ([, , state = "", by = ""]) => state === "met" && referencesIn(by).length === 0 && !/\]\(/.test(by),
    );
    expect(unproved).toEqual([]);
    expect(rows.filter(([, , , by = ""]) => by === "")).toEqual([]);
    const ids = rows.flatMap(([id = ""]) => id.split(", "));
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe("what a function can call besides AWS", () => {
  const root = join(import.meta.dirname, "..", "..");
  const isOurs = (name: string) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name);
  const sources = ["functions", "packages/core", "packages/adapters", "packages/http", "packages/contract"].flatMap(
    (folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter(isOurs)
        .map((name) => join(folder, name)),
  );
  const reaching = (way: RegExp) => sources.filter((name) => way.test(readFileSync(join(root, name), "utf8"))).sort();

  it("is Stripe and Razorpay, so that no address of a user's is ever fetched", () => {
    const network = /from "(node:(https?|http2|tls|dgram|dns)|stripe|undici|axios)"|[^.\w]fetch\(/;
    expect(reaching(network)).toEqual([
      // To AWS, whose address the environment says.
      "packages/adapters/aws/exchange.ts",
      "packages/adapters/parts/stripe.ts",
      "packages/adapters/razorpay/wire.ts",
      "packages/adapters/stripe.endpoint.ts",
    ]);
  });

  it("is nobody whose certificate isn't looked at", () => {
    expect(reaching(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/)).toEqual([]);
  });

  it("is no pattern that came as text", () => {
    // Made of the prefix of an id, which is ours.
    expect(reaching(/new RegExp\(|[^.\w]RegExp\(/)).toEqual(["packages/contract/fields.ts"]);
  });

  it("is no other program, and no code that came as text", () => {
    expect(reaching(/child_process|node:vm|\beval\(|new Function\(/)).toEqual([]);
  });
});
