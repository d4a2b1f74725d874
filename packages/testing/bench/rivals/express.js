const express = require("express");
const serverless = require("serverless-http");
const { list } = require("./sdk");

const app = express();
app.use(express.json());
app.get("/api/courses", async (request, response) => response.json(await list(request.query)));

exports.handler = serverless(app);
