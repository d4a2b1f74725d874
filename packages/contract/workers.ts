import type { Worker } from "./needs";

/** Functions that no route leads to. */
export const workers = [
  {
    name: "projector",
    summary: "Keeps lists, totals and the search index equal to what the table says",
    trigger: {
      stream: { entities: ["course", "event", "order", "user", "post", "post-day", "testimonial"], batch: 25 },
    },
    needs: {
      table: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      timeout: 30,
    },
  },
  {
    name: "mailer",
    summary: "Sends the mail that follows from what was committed",
    trigger: {
      stream: { entities: ["user", "link", "order", "enrollment", "certificate", "registration", "notice"], batch: 10 },
    },
    needs: {
      table: ["GetItem", "PutItem", "UpdateItem"],
      secrets: ["APP_KEY"],
      settings: ["EMAIL_FROM", "FRONTEND_URL"],
      mail: true,
      timeout: 30,
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
      secrets: ["STRIPE_SECRET_KEY"],
      settings: ["HOLD_MINUTES", "WAITLIST_OFFER_HOURS"],
      media: ["erase"],
      timeout: 60,
    },
  },
] as const satisfies readonly Worker[];
