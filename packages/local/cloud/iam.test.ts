import { AccessControl } from "./iam";
import { PolicyDocument, type Statement } from "./policy";

const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/app";

function statements(...given: object[]): Statement[] {
  return PolicyDocument.parse({ Statement: given }).Statement;
}

function control(...given: object[]): AccessControl {
  return new AccessControl([{ arn: "role-arn", name: "role", statements: statements(...given) }]);
}

const allow = (Action: string | string[], Resource: string | string[], Condition = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition,
});

describe("IAM decisions", () => {
  const read = { action: "dynamodb:GetItem", resource: TABLE };

  it.each<[string, object[], boolean]>([
    ["the exact action and resource", [allow("dynamodb:GetItem", TABLE)], true],
    ["an action in another case", [allow("DynamoDB:getitem", TABLE)], true],
    ["an action wildcard", [allow("dynamodb:Get*", TABLE)], true],
    ["a resource wildcard", [allow("dynamodb:GetItem", "arn:aws:dynamodb:*:table/a?p")], true],
    ["everything", [allow("*", "*")], true],
    ["one of several", [allow(["s3:GetObject", "dynamodb:GetItem"], ["arn:aws:s3:::x", TABLE])], true],
    ["nothing", [], false],
    ["another action", [allow("dynamodb:PutItem", TABLE)], false],
    ["the index only", [allow("dynamodb:GetItem", `${TABLE}/index/*`)], false],
    ["a deny beside the allow", [allow("*", "*"), { Effect: "Deny", Action: "dynamodb:*", Resource: "*" }], false],
    ["a condition that holds", [allow("*", "*", { StringLike: { "aws:RequestedRegion": "us-*" } })], true],
    ["a condition that doesn't", [allow("*", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } })], false],
    ["a condition on lists", [allow("*", "*", { "ForAllValues:StringEquals": { keys: ["a", "b"] } })], true],
    ["any of a list", [allow("*", "*", { "ForAnyValue:StringLike": { keys: ["b*"] } })], true],
    ["a condition on an unknown key", [allow("*", "*", { StringEquals: { "aws:SourceVpc": "vpc-1" } })], false],
  ])("with %s", (_name, given, allowed) => {
    const context = { "aws:RequestedRegion": ["us-east-1"], keys: ["a", "b"] };
    expect(control(...given).decide("role-arn", read, context).allowed).toBe(allowed);
  });

  it("gives AWS's reasons", () => {
    const reason = (access: AccessControl) => access.decide("role-arn", read);
    expect(reason(control())).toEqual({
      allowed: false,
      reason: "because no identity-based policy allows the dynamodb:GetItem action",
    });
    expect(reason(control(allow("*", "*"), { Effect: "Deny", Action: "*", Resource: "*" }))).toEqual({
      allowed: false,
      reason: "with an explicit deny in an identity-based policy",
    });
    expect(reason(control(allow("*", "*", { Bool: { "aws:MultiFactorAuthPresent": true } })))).toEqual({
      allowed: false,
      reason: "because the condition Bool on aws:MultiFactorAuthPresent can't be decided locally",
    });
  });

  it("refuses a role that doesn't exist", () => {
    expect(control().decide("other", read).allowed).toBe(false);
  });

  it("tells used permissions and unused grants", () => {
    const access = control(allow(["dynamodb:GetItem", "dynamodb:PutItem"], [TABLE, `${TABLE}/index/*`]));

    access.decide("role-arn", read);
    access.decide("role-arn", { action: "dynamodb:DeleteItem", resource: TABLE });

    expect(access.used).toEqual(new Map([["role", new Set([`dynamodb:GetItem ${TABLE}`])]]));
    expect(access.unused().map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `dynamodb:GetItem ${TABLE}/index/*`,
      `dynamodb:PutItem ${TABLE}`,
      `dynamodb:PutItem ${TABLE}/index/*`,
    ]);
  });

  it("doesn't accept what it can't decide", () => {
    expect(() => statements({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })).toThrow();
  });
});
