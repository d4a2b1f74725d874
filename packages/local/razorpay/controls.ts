import { z } from "zod";
import { type Controls, readControl, webhookControls } from "#local/payments/controls";
import type { RecordedEvent } from "./books";
import { handover } from "./checkout";
import type { Desk } from "./desk";
import { closeDispute, openDispute } from "./dispute";
import { findOrder } from "./order";
import { attemptPayment, findPayment } from "./payment";
import { failRefund, returnUncaptured } from "./refund";

const Pay = z.strictObject({
  order_id: z.string(),
  outcome: z.enum(["authorized", "captured", "failed"]).default("captured"),
  method: z.enum(["card", "netbanking", "upi", "wallet"]).default("upi"),
  notes: z.record(z.string(), z.string()).optional(),
});
const NewDispute = z.strictObject({
  payment_id: z.string(),
  phase: z.enum(["arbitration", "chargeback", "fraud", "pre_arbitration", "retrieval"]).default("chargeback"),
  reason_code: z.string().default("goods_or_services_not_received_or_partially_received"),
  amount: z.int().positive().optional(),
});
const Verdict = z.strictObject({ status: z.enum(["closed", "lost", "won"]) });

/** What buyers and banks do. */
export const controls: Controls<Desk> = {
  ...webhookControls<RecordedEvent>(),
  "POST /local/pay": (desk, request) => {
    const { order_id, ...attempt } = readControl(Pay, request);
    return handover(desk, attemptPayment(desk, findOrder(desk, order_id), attempt));
  },
  "POST /local/disputes": (desk, request) => {
    const { payment_id, ...claim } = readControl(NewDispute, request);
    return openDispute(desk, findPayment(desk, payment_id), claim);
  },
  "POST /local/disputes/:id/close": (desk, request, id) => closeDispute(desk, id, readControl(Verdict, request).status),
  "POST /local/payments/:id/return": (desk, _request, id) => returnUncaptured(desk, id),
  "POST /local/refunds/:id/fail": (desk, _request, id) => failRefund(desk, id),
};
