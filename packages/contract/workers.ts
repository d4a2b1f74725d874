import type { Worker } from "./needs";
import { picturePurpose } from "./upload";

/** Functions that no route leads to. */
export const workers = [
  {
    name: "projector",
    summary: "Keeps lists, totals, figures and the search index equal to what the table says",
    trigger: {
      stream: {
        entities: [
          ...(["course", "order", "user", "post", "post-day", "testimonial"] as const),
          ...(["entry", "enrollment", "progress", "registration", "event", "learner", "standing"] as const),
        ],
        batch: 25,
      },
    },
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
      stream: {
        entities: [
          ...(["user", "link", "order", "invoice", "credit-note"] as const),
          ...(["enrollment", "certificate", "registration", "notice"] as const),
        ],
        batch: 5,
      },
    },
    needs: {
      // Invoices are set in type here: a third of a second each. Five at a time stay far below the timeout.
      memory: 1024,
      table: ["GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"],
      secrets: ["APP_KEY"],
      settings: ["EMAIL_FROM", "FRONTEND_URL"],
      mail: true,
      timeout: 30,
    },
  },
  {
    name: "feedback",
    summary: "Takes addresses out of our mail that bounce or complain, and shows it on whoever has them",
    trigger: { mailFeedback: true },
    needs: { table: ["PutItem", "UpdateItem"], identity: ["AdminGetUser"] },
  },
  {
    name: "resizer",
    summary: "Looks at pictures that have come, and makes of them the sizes and formats that pages show",
    trigger: { objects: { below: picturePurpose.options.map((purpose) => `incoming/${purpose}/`) } },
    needs: {
      // One whole processor; the largest picture takes a fifth of this.
      memory: 1769,
      table: ["PutItem", "UpdateItem"],
      media: ["look", "draw", "efface"],
      native: true,
      timeout: 60,
    },
  },
  {
    name: "sweeper",
    summary:
      "Does what has fallen due: payments and refunds, unpaid orders, seats, offers and reminders of events, lists of a moved category, progress, scheduled posts, and what is to be erased",
    trigger: { everyMinutes: 1 },
    needs: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      indexes: ["gsi1", "gsi2", "gsi3"],
      identity: ["AdminDeleteUser"],
      secrets: ["STRIPE_SECRET_KEY", "RAZORPAY_KEY_SECRET"],
      settings: ["HOLD_MINUTES", "WAITLIST_OFFER_HOURS", "RAZORPAY_KEY_ID"],
      media: ["erase", "efface"],
      timeout: 60,
    },
  },
  {
    name: "reconciler",
    summary:
      "Compares the providers' payments of the last days with the orders, and mends what differs; looks for orders that are paid and grant nothing",
    trigger: { everyMinutes: 60 },
    needs: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      indexes: ["gsi2"],
      secrets: ["STRIPE_SECRET_KEY", "RAZORPAY_KEY_SECRET"],
      settings: ["STRIPE_PUBLISHABLE_KEY", "RAZORPAY_KEY_ID"],
      timeout: 300,
    },
  },
] as const satisfies readonly Worker[];
