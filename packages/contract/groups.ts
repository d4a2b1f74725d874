import { analytics } from "./analytics";
import { assessment } from "./assessment";
import { auth } from "./auth";
import { categories } from "./categories";
import { certificates } from "./certificates";
import { content } from "./content";
import { coupons } from "./coupons";
import { courses } from "./courses";
import type { Group } from "./endpoint";
import { events } from "./events";
import { invoices } from "./invoices";
import { learning } from "./learning";
import { mail } from "./mail";
import { meta } from "./meta";
import { orders } from "./orders";
import { uploads } from "./uploads";
import { users } from "./users";
import { webhooks } from "./webhooks";

/** The whole API: one Lambda each. */
export const groups = {
  ...{
    auth,
    categories,
    courses,
    events,
    content,
    learning,
    assessment,
    certificates,
    orders,
    invoices,
    users,
    uploads,
    webhooks,
  },
  ...{ coupons, analytics, mail, meta },
} as const satisfies Record<string, Group>;
