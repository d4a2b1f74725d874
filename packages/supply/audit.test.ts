import { verdictOn } from "./audit";
import { acceptances } from "./audit.accepted";

const now = new Date("2026-11-26T12:00:00Z");
const advisory = "GHSA-aaaa-bbbb-cccc";

const report = (severity: string, id = advisory) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      // One that has it from the other is told by name.
      outer: { name: "outer", severity, via: ["inner"] },
      inner: {
        ...{ name: "inner", severity },
        via: [
          { source: 1, name: "inner", title: "Reads too far", severity, url: `https://github.com/advisories/${id}` },
        ],
      },
    },
  });

const accepting = (until: string) => [{ advisory, reason: "Never reached", until }];
const said = `${advisory} high: inner, Reads too far (https://github.com/advisories/${advisory})`;

describe("an audit stops us", () => {
  test.each(["high", "critical"])("for what is %s, once however many carry it", (severity) => {
    const faults = [said.replace("high", severity)];
    expect(verdictOn(report(severity), [], now)).toEqual({ kind: "judged", faults, accepted: [], lesser: 0 });
  });

  test("for what was accepted until yesterday", () => {
    const faults = [said, `${advisory} was accepted until 2026-11-25`];
    expect(verdictOn(report("high"), accepting("2026-11-25"), now)).toMatchObject({ faults, accepted: [] });
  });

  test("for an acceptance that nothing answers to any more", () => {
    const faults = [`${advisory} is accepted, but nothing here has it any more`];
    expect(verdictOn('{"vulnerabilities":{}}', accepting("2027-01-01"), now)).toMatchObject({ faults });
  });

  test("for another advisory of a package of which one is accepted", () => {
    const { faults } = {
      faults: [],
      ...verdictOn(report("high", "GHSA-dddd-eeee-ffff"), accepting("2027-01-01"), now),
    };
    expect(faults).toHaveLength(2);
  });
});

describe("an audit lets pass", () => {
  test("what is accepted until today", () => {
    expect(verdictOn(report("high"), accepting("2026-11-26"), now)).toMatchObject({ faults: [], accepted: [said] });
  });

  test.each(["info", "low", "moderate"])("what is %s, and counts it", (severity) => {
    expect(verdictOn(report(severity), [], now)).toMatchObject({ faults: [], lesser: 1 });
  });

  test("when nothing is known", () => {
    expect(verdictOn('{"vulnerabilities":{}}', [], now)).toMatchObject({ faults: [], accepted: [], lesser: 0 });
  });
});

describe("an audit that couldn't be made is none:", () => {
  test.each([
    ["npm says nothing", ""],
    ["npm says something else", "npm error code ENOTFOUND"],
    ["npm was refused", '{"error":{"code":"ENOAUDIT","summary":"offline"}}'],
    ["the registry knows no audits", '{"message":"request to https://registry.npmjs.org failed","method":"POST"}'],
    ["the report has another shape", '{"vulnerabilities":{"inner":{"via":[{"severity":"awful"}]}}}'],
    ["the report is empty", "{}"],
  ])("%s", (_, answer) => {
    expect(verdictOn(answer, [], now).kind).toBe("unasked");
  });
});

test("whatever is accepted has a reason and an end", () => {
  for (const { advisory: id, reason, until } of acceptances) {
    expect(id).toMatch(/^GHSA(-[\w]{4}){3}$/);
    expect(reason.length).toBeGreaterThan(20);
    expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
