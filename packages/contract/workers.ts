import type { Worker } from "./needs";

/** Functions that no route leads to. */
export const workers = [
  {
    name: "projector",
    summary: "Keeps lists, totals and the search index equal to what the table says",
    trigger: { stream: { entities: ["course", "order", "user", "post", "post-day", "testimonial"], batch: 25 } },
    needs: {
      table: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      timeout: 30,
    },
  },
  {
    name: "invoicer",
    summary:
      "Makes the invoices of what was paid, and the credit notes of what went back, with numbers that have no gap",
    trigger: { stream: { entities: ["order", "refund", "dispute"], batch: 10 } },
    needs: {
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      settings: ["SELLER_NAME", "SELLER_ADDRESS", "SELLER_STATE", "SELLER_GSTIN"],
      timeout: 30,
    },
  },
  {
    name: "mailer",
    summary: "Sends the mail that follows from what was committed",
    trigger: {
      stream: { entities: ["user", "link", "order", "invoice", "credit-note", "enrollment", "certificate"], batch: 5 },
    },
    needs: {
      // Invoices are set in type here: a third of a second each. Five at a time stay far below the timeout.
      memory: 1024,
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      secrets: ["APP_KEY"],
      settings: ["EMAIL_FROM", "FRONTEND_URL"],
      mail: true,
      timeout: 30,
    },
  },
  {
    name: "sweeper",
    summary:
      "Settles lost payments, gives up unpaid orders, lists courses where their category moved to, recounts progress, erases deleted accounts, courses and files, and brings out posts whose time has come",
    trigger: { everyMinutes: 1 },
    needs: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      indexes: ["gsi1", "gsi2"],
      identity: ["AdminDeleteUser"],
      secrets: ["STRIPE_SECRET_KEY"],
      settings: ["HOLD_MINUTES"],
      media: ["erase"],
      timeout: 60,
    },
  },
] as const satisfies readonly Worker[];
