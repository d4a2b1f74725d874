/** A mistake that can be planted: what is written in a file, and what would stand there instead. */
export interface Bug {
  file: string;
  right: string;
  wrong: string;
}

/** Lets every request of a transaction go without its token, which the SDK would add by itself. */
const tokenless = `readInTodaysShape(open());
documents.middlewareStack.add(
  (next) => async (call) => {
    const { request } = call as { request: { body: Uint8Array | string } };
    const { body } = request;
    const text = typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
    request.body = text.replace(/"ClientRequestToken":"[^"]*",?/, "").replace(/,}$/, "}");
    return next(call);
  },
  { step: "finalizeRequest", priority: "low", name: "tokenless" },
);`;

/** Mistakes that could be made in what leads to a purchase. The simulation has to find each. */
export const bugs: Readonly<Record<string, Bug>> = {
  "no condition on the seat": {
    file: "packages/core/seats.ts",
    right: "...(free || next ? [seat()] : []),",
    wrong: "...(free || next ? [eq(event.id, event_id)] : []),",
  },
  "no request token": {
    file: "packages/adapters/table.ts",
    right: "readInTodaysShape(open());",
    wrong: tokenless,
  },
  "grant outside the transaction": {
    file: "packages/core/settlement.ts",
    right: "(steps) => commit([...own, ...steps]));",
    wrong: "async (steps) => { await commit(own); await commit(steps); });",
  },
  "verify without asking the provider": {
    file: "packages/core/order.ts",
    right: 'order.state === "pending" ? await checkPayment(order, now) : order;',
    wrong:
      'order.state === "pending" ? await settle(order.id, { ...nothingDue(order), provider: "stripe", reference: order.transaction_id }, now) : order;',
  },
  "no claim on the webhook": {
    file: "functions/webhooks/index.ts",
    right: "[claimed({ provider: name, id, order_id }, now)];",
    wrong: "(void claimed, void order_id, []);",
  },
  "use of a coupon not given back": {
    file: "packages/core/settlement.ts",
    right: "[...kindOf(order).release(order, now), ...useReturned(order)] : [];",
    wrong: "[...kindOf(order).release(order, now)] : [];",
  },
  "payment left open when its order is given up": {
    file: "packages/core/payment.ts",
    right: "settle(order.id, await closePayment(order), now);",
    wrong: 'settle(order.id, { ...nothingDue(order), outcome: "cancelled" }, now);',
  },
  "refund on record and never sent": {
    file: "packages/core/refund.request.ts",
    right: 'schedule("send-refund", `${order.id}/${refund.id}`, now),',
    wrong: "",
  },
  "order changed whatever has come between": {
    file: "packages/core/settlement.ts",
    right: ".where((present, { eq }) => eq(present.revision, order.revision));",
    wrong: ".where((present, { eq }) => eq(present.id, order.id));",
  },
  "consumer that says it took what it did not": {
    file: "packages/http/consume.ts",
    right: "logger.error(name, { eventID: record.eventID, error: error as Error });\n    return false;",
    wrong: "logger.error(name, { eventID: record.eventID, error: error as Error });\n    return true;",
  },
  "work taken off before it is put off": {
    file: "packages/core/due.ts",
    right: "  await Due.put({ ...work, at: at.toISOString(), subject }).go();\n  await done(work);",
    wrong: "  await done(work);\n  await Due.put({ ...work, at: at.toISOString(), subject }).go();",
  },
  "event cancelled and nobody paid back": {
    file: "packages/core/event.edit.ts",
    right: '...(cancels ? [schedule("close-event", event.id, now)] : []),',
    wrong: "",
  },
};
