import { z } from "zod";
import { type Controls, readControl, webhookControls } from "#local/payments/controls";
import type { RecordedEvent } from "./books";
import { type Desk, newCall } from "./desk";
import { closeDispute, openDispute } from "./dispute";
import { missing } from "./failure";
import { failRefund } from "./refund";

const NewDispute = z.strictObject({
  payment_intent: z.string(),
  reason: z.string().default("general"),
  amount: z.int().positive().optional(),
});
const Verdict = z.strictObject({ status: z.enum(["won", "lost"]) });

/** What Stripe's dashboard and other people do: banks that dispute, or can't take a refund. */
export const controls: Controls<Desk> = {
  ...webhookControls<RecordedEvent>(),
  "POST /local/disputes": (desk, request) => {
    const claim = readControl(NewDispute, request);
    const intent = desk.books.intents.get(claim.payment_intent);
    const charge = desk.books.charges.get(intent?.latest_charge ?? "");
    if (!charge?.paid) throw missing("paid payment_intent", claim.payment_intent, "payment_intent");
    return openDispute(newCall(desk, request), charge, claim);
  },
  "POST /local/disputes/:id/close": (desk, request, id) => {
    const { status } = readControl(Verdict, request);
    const dispute = desk.books.disputes.get(id);
    if (!dispute) throw missing("dispute", id, "id");
    return closeDispute(newCall(desk, request), dispute, status);
  },
  "POST /local/refunds/:id/fail": (desk, request, id) => {
    const refund = desk.books.refunds.get(id);
    if (!refund) throw missing("refund", id, "id");
    return failRefund(newCall(desk, request), refund);
  },
};
