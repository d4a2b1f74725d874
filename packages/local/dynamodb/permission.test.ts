import { permissions } from "./permission";
import { PLACE } from "./test-endpoint";

const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table";
const TableName = "app";

test.each([
  ["GetItem", { TableName }, [`dynamodb:GetItem ${ARN}/app`]],
  ["Query", { TableName }, [`dynamodb:Query ${ARN}/app`]],
  ["Query", { TableName, IndexName: "gsi1" }, [`dynamodb:Query ${ARN}/app/index/gsi1`]],
  ["Scan", { TableName, IndexName: "gsi1" }, [`dynamodb:Scan ${ARN}/app/index/gsi1`]],
  [
    "BatchGetItem",
    { RequestItems: { a: {}, b: {} } },
    [`dynamodb:BatchGetItem ${ARN}/a`, `dynamodb:BatchGetItem ${ARN}/b`],
  ],
  ["BatchWriteItem", { RequestItems: { a: [] } }, [`dynamodb:BatchWriteItem ${ARN}/a`]],
  [
    "TransactGetItems",
    { TransactItems: [{ Get: { TableName } }, { Get: { TableName } }] },
    [`dynamodb:GetItem ${ARN}/app`],
  ],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName } },
        { Update: { TableName } },
        { Delete: { TableName: "other" } },
        { ConditionCheck: { TableName } },
      ],
    },
    [
      `dynamodb:PutItem ${ARN}/app`,
      `dynamodb:UpdateItem ${ARN}/app`,
      `dynamodb:DeleteItem ${ARN}/other`,
      `dynamodb:ConditionCheckItem ${ARN}/app`,
    ],
  ],
  ["ListTables", {}, ["dynamodb:ListTables *"]],
])("%s of %j needs what AWS would check", (operation, body, expected) => {
  const needed = permissions(PLACE, operation, body);
  expect(needed.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
});
