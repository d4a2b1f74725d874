import * as z from "zod/mini";

// What is read of Razorpay's entities. Amounts are minor units, times seconds.

/** PHP's empty array when nothing is noted. */
const notes = z.pipe(
  z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  z.transform((given): Record<string, unknown> => (Array.isArray(given) ? {} : given)),
);

export const order = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  receipt: z.nullable(z.string()),
  notes,
  created_at: z.number(),
});
export type Order = z.output<typeof order>;

export const payment = z.object({
  id: z.string(),
  order_id: z.nullish(z.string()),
  amount: z.number(),
  currency: z.string(),
  /** `refunded` is also what was sent back without having been captured. */
  status: z.string(),
  captured: z.boolean(),
  amount_refunded: z.number(),
  method: z.nullish(z.string()),
  notes,
  error_description: z.nullish(z.string()),
  created_at: z.number(),
});
export type Payment = z.output<typeof payment>;

/** Whether its money was taken, also if it has gone back since. */
export const isCaptured = ({ captured, status }: Payment): boolean =>
  status === "captured" || (captured && status === "refunded");

export const refund = z.object({
  id: z.string(),
  amount: z.number(),
  status: z.string(),
  notes,
});
export type Refund = z.output<typeof refund>;

export const dispute = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount: z.number(),
  status: z.string(),
  phase: z.string(),
  reason_code: z.nullish(z.string()),
});
export type Dispute = z.output<typeof dispute>;

export const collection = <Item extends z.ZodMiniType>(item: Item) => z.object({ items: z.array(item) });

/** A webhook: whatever else its payload holds is left alone. */
export const event = z.object({
  event: z.string(),
  payload: z.object({
    payment: z.optional(z.object({ entity: payment })),
    order: z.optional(z.object({ entity: order })),
  }),
});

/** A note of ours, if it is text. */
export const noted = (entity: { notes: Record<string, unknown> }, name: string): string | undefined => {
  const value = entity.notes[name];
  return typeof value === "string" ? value : undefined;
};
