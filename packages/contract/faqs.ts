import * as z from "zod/mini";
import type { Endpoint } from "./endpoint";
import { faq, faqChange, faqOrder, faqStatus, managedFaq, newFaq } from "./faq";
import { id, line, message } from "./fields";

const byId = z.strictObject({ id: id("faq") });
const changed = z.object({ message: z.string(), faq: managedFaq });
const total = z.int().check(z.minimum(0));

/** The endpoints of the questions and answers: few enough to be answered whole. */
export const faqs = {
  faqs: {
    method: "GET",
    path: "/content/faqs",
    access: "public",
    summary: "Every published question, by category and order",
    query: z.strictObject({ category: z.optional(line(100)) }),
    returns: z.object({ faqs: z.array(faq), total }),
    cache: 300,
  },
  allFaqs: {
    method: "GET",
    path: "/content/faqs/all",
    access: "admin",
    summary: "Every question, drafts too",
    query: z.strictObject({ category: z.optional(line(100)), status: z.optional(faqStatus) }),
    returns: z.object({ faqs: z.array(managedFaq), total }),
  },
  createFaq: {
    method: "POST",
    path: "/content/faqs",
    access: "admin",
    summary: "A new question with its answer",
    body: newFaq,
    status: 201,
    returns: changed,
    errors: ["wrong_state"],
  },
  reorderFaqs: {
    method: "PUT",
    path: "/content/faqs/reorder",
    access: "admin",
    summary: "Put questions of one category in order",
    body: faqOrder,
    returns: message,
    errors: ["faq_not_found"],
  },
  updateFaq: {
    method: "PUT",
    path: "/content/faqs/{id}",
    access: "admin",
    summary: "Change a question; fields left out stay",
    params: byId,
    body: faqChange,
    returns: changed,
    errors: ["faq_not_found"],
  },
  removeFaq: {
    method: "DELETE",
    path: "/content/faqs/{id}",
    access: "admin",
    summary: "Delete a question",
    params: byId,
    returns: message,
    errors: ["faq_not_found"],
  },
} as const satisfies Record<string, Endpoint>;
