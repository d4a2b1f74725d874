import { outdir } from "#testing/platform";
import { checks, faultsOf, templateIn } from "#testing/template";
import { declaredFunctions } from "#testing/template/declared";
import { Resources } from "#testing/template/resources";
import { declaredRoutes } from "#testing/template/routes";
import { exposureFaults } from "#testing/template/secrets";

const template = templateIn(outdir);
const resources = new Resources(template);

describe("the synthesized template has", () => {
  test.each(Object.entries(checks))("%s", (_subject, faultsIn) => {
    expect(faultsIn(resources)).toEqual([]);
  });

  test("no secret's value", () => {
    expect(exposureFaults(template)).toEqual([]);
  });

  test("nothing that any check objects to", () => {
    expect(faultsOf(template)).toEqual([]);
  });
});

describe("the checks look at something", () => {
  test("at every route and function of the contract", () => {
    expect(resources.ofType("AWS::ApiGatewayV2::Route")).toHaveLength(declaredRoutes.length);
    expect(resources.ofType("AWS::Lambda::Function")).toHaveLength(declaredFunctions.length);
    expect(declaredRoutes.length).toBeGreaterThan(30);
    expect(declaredFunctions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["auth", "courses", "orders", "webhooks", "projector", "mailer", "sweeper"]),
    );
  });

  test("and find a template without any resource wanting everywhere", () => {
    const nothing = new Resources({ Resources: {} }, "prod");
    const satisfied = Object.entries(checks).filter(([, faultsIn]) => faultsIn(nothing).length === 0);
    expect(satisfied.map(([subject]) => subject)).toEqual([]);
  });
});

describe("no wildcard is granted", () => {
  /** Files are named at run time: a prefix is as narrow as it gets. */
  const belowPrefix = /^Media\w+\.Arn\/(incoming|media|images)\/\*$/;

  const statements = resources
    .ofType("AWS::IAM::Policy")
    .map(({ id, properties }) => ({ id, text: JSON.stringify(properties.PolicyDocument) }));

  test.each(statements)("in $id, but X-Ray's resource and the prefixes of storage", ({ text }) => {
    const { Statement } = JSON.parse(text) as { Statement: { Action: string | string[]; Resource: string }[] };
    const wide = Statement.filter(
      ({ Action, Resource }) => /\*/.test(JSON.stringify([Action, Resource])) && !belowPrefix.test(Resource),
    );
    expect(wide).toEqual([
      { Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Effect: "Allow", Resource: "*" },
    ]);
  });
});
