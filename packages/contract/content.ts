import * as z from "zod/mini";
import { blog } from "./blog";
import { group } from "./endpoint";
import { faqs } from "./faqs";
import { testimonials } from "./testimonials";

export const content = group("content", {
  summary: "The blog, reviews of courses, questions and answers, and what search engines read",
  needs: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    indexes: ["gsi1"],
    secrets: ["APP_KEY"],
    settings: ["FRONTEND_URL"],
    pictures: true,
    routes: true,
  },
  endpoints: {
    ...blog,
    ...testimonials,
    ...faqs,
    sitemap: {
      method: "GET",
      path: "/content/sitemap.xml",
      access: "public",
      summary: "The parts of the sitemap: one for each month in which courses or posts were made",
      cache: 3600,
    },
    sitemapPart: {
      method: "GET",
      path: "/content/sitemap/{part}",
      access: "public",
      summary: "The published courses or posts of one month, for search engines",
      params: z.strictObject({
        part: z
          .string()
          .check(z.regex(/^(courses|posts)-\d{4}-(0[1-9]|1[0-2])\.xml$/, "must be a part of the sitemap")),
      }),
      cache: 3600,
    },
  },
});
