const awsLambdaFastify = require("@fastify/aws-lambda");
const fastify = require("fastify");
const { list } = require("./sdk");

const app = fastify();
app.get("/api/courses", (request) => list(request.query));

exports.handler = awsLambdaFastify(app);
