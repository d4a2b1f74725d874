// The table, as AWS's own document client reads it.
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, QueryCommand } = require("@aws-sdk/lib-dynamodb");
const { answer, parse, request } = require("./query");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.list = async (query) => {
  const asked = parse(query);
  const { Items = [] } = await documents.send(new QueryCommand(request(asked)));
  return answer(Items, asked);
};
