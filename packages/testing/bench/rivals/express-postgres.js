// The seed's own stack: Express and PostgreSQL.
const express = require("express");
const pg = require("pg");
const serverless = require("serverless-http");
const { answer, parse } = require("./query");

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(express.json());
app.get("/api/courses", async (request, response) => {
  const asked = parse(request.query);
  const sql = "SELECT course FROM courses ORDER BY created_at DESC LIMIT $1 OFFSET $2";
  const { rows } = await pool.query(sql, [asked.limit + 1, (asked.page - 1) * asked.limit]);
  response.json(
    answer(
      rows.map(({ course }) => course),
      asked,
    ),
  );
});

exports.handler = serverless(app);
