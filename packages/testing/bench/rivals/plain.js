const { list } = require("./sdk");

exports.handler = async ({ queryStringParameters }) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(await list(queryStringParameters)),
});
