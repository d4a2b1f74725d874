import { resolve, type Scope } from "./intrinsics";

const scope: Scope = {
  ref: (name) => ({ Bucket: "bucket-1", "AWS::Region": "us-east-1", "AWS::NoValue": undefined })[name],
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  importValue: (name) => `imported ${name}`,
  stackOutput: (stack, output) => `${stack}'s ${output}`,
  mapping: (map, top, second) => (map === "Sizes" && top === "prod" && second === "memory" ? 512 : undefined),
  condition: (name) => name === "Yes",
};

describe("intrinsic functions", () => {
  it.each<[string, unknown, unknown]>([
    ["Ref", { Ref: "Bucket" }, "bucket-1"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Pool", "Arn"] }, "Pool/Arn"],
    ["GetAtt as text", { "Fn::GetAtt": "Pool.Outputs.Arn" }, "Pool/Outputs.Arn"],
    [
      "Sub",
      { "Fn::Sub": "${Bucket} ${Pool.Arn} ${!Literal} ${AWS::Region}" },
      "bucket-1 Pool/Arn ${Literal} us-east-1",
    ],
    ["Sub with variables", { "Fn::Sub": ["${A}-${Bucket}", { A: { Ref: "Bucket" } }] }, "bucket-1-bucket-1"],
    ["Join", { "Fn::Join": ["/", ["a", { Ref: "Bucket" }, 1]] }, "a/bucket-1/1"],
    ["Select of Split", { "Fn::Select": [1, { "Fn::Split": ["-", { Ref: "Bucket" }] }] }, "1"],
    ["ImportValue", { "Fn::ImportValue": { "Fn::Sub": "${Bucket}:Out" } }, "imported bucket-1:Out"],
    ["GetStackOutput", { "Fn::GetStackOutput": { StackName: "Data", OutputName: "Table" } }, "Data's Table"],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", "prod", "memory"] }, 512],
    ["If", { "Fn::If": ["Yes", { Ref: "Bucket" }, "no"] }, "bucket-1"],
    ["If not", { "Fn::If": ["No", "yes", "no"] }, "no"],
    ["Equals", { "Fn::Equals": [{ Ref: "Bucket" }, "bucket-1"] }, true],
    ["Not", { "Fn::Not": [{ Condition: "Yes" }] }, false],
    ["And", { "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] }, false],
    ["Or", { "Fn::Or": [{ Condition: "Yes" }, { Condition: "No" }] }, true],
    ["Base64", { "Fn::Base64": "text" }, "dGV4dA=="],
    ["NoValue in an object", { a: { Ref: "AWS::NoValue" }, b: 1 }, { b: 1 }],
    ["NoValue in a list", ["a", { "Fn::If": ["No", "b", { Ref: "AWS::NoValue" }] }], ["a"]],
    ["plain values", { a: [1, true, null, "x"] }, { a: [1, true, null, "x"] }],
  ])("%s", (_name, value, expected) => {
    expect(resolve(value, scope, "Stack/Thing")).toEqual(expected);
  });

  it("names resource and path of what isn't supported", () => {
    expect(() => resolve({ a: [{ "Fn::Cidr": ["10.0.0.0/16", 1, 8] }] }, scope, "Stack/Thing.Properties")).toThrow(
      "Stack/Thing.Properties.a.0: Fn::Cidr isn't supported locally",
    );
  });
});
