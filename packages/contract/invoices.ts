import * as z from "zod/mini";
import { group } from "./endpoint";
import { id, reference } from "./fields";

const orderId = id("ord");

export const invoices = group("invoices", {
  summary: "Invoices and credit notes, as PDFs",
  needs: {
    table: ["GetItem", "BatchGetItem"],
    // Setting a page of type is arithmetic: at the usual size it would take seconds.
    memory: 1024,
  },
  endpoints: {
    ofOrder: {
      method: "GET",
      path: "/orders/{id}/invoice",
      access: "user",
      summary: "The invoice of your order, as a PDF; of any order for an admin. It is there moments after the payment",
      params: z.strictObject({ id: orderId }),
      errors: ["order_not_found", "invoice_not_found"],
    },
    creditNote: {
      method: "GET",
      path: "/orders/{id}/credit-notes/{refund_id}",
      access: "user",
      summary: "The credit note of a refund, as a PDF",
      params: z.strictObject({ id: orderId, refund_id: reference }),
      errors: ["order_not_found", "credit_note_not_found"],
    },
  },
});
