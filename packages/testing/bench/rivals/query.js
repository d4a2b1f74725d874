// What every rival does with a request and with rows: the same validation, the same answer.
const { z } = require("zod");

const schema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

exports.parse = (query) => schema.parse(query ?? {});

exports.request = ({ limit }) => ({
  TableName: process.env.TABLE_NAME,
  IndexName: "gsi1",
  KeyConditionExpression: "gsi1pk = :pk",
  ExpressionAttributeValues: { ":pk": "courses" },
  ScanIndexForward: false,
  Limit: limit + 1,
});

exports.answer = (rows, { page, limit }) => ({
  courses: rows.slice(0, limit),
  pagination: { page, limit, total: rows.length, totalPages: 1, hasNext: rows.length > limit },
});
