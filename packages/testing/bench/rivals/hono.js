const { Hono } = require("hono");
const { handle } = require("hono/aws-lambda");
const { list } = require("./sdk");

const app = new Hono();
app.get("/api/courses", async (context) => context.json(await list(context.req.query())));

exports.handler = handle(app);
