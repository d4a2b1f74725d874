import * as z from "zod/mini";
import { line } from "./fields";
import { gstinForm, isGstin } from "./gstin";
import { isIndia, stateFrom } from "./states";

const gstin = z
  .string()
  .check(
    z.trim(),
    z.toUpperCase(),
    z.regex(gstinForm, "must be a GSTIN: 15 characters"),
    z.refine(isGstin, "is mistyped: its check character doesn't fit"),
  );

/** Where the bill goes; it decides the place of supply, and so the tax. */
export const billingAddress = z.strictObject({
  name: line(255),
  line1: line(255),
  line2: z.optional(line(255)),
  city: line(100),
  /** In India a state or union territory, by its name, its GST code or its letters. */
  state: line(100),
  country: line(100),
  pincode: line(10),
  /** Of a buyer who is registered for the GST. */
  gstin: z.optional(gstin),
});
export type BillingAddress = z.infer<typeof billingAddress>;

const message = "must be a state or union territory of India";

/** One that somebody types in now. Those on record may be older than the rule. */
export const newBillingAddress = billingAddress.check(({ value, issues }) => {
  if (isIndia(value.country) && !stateFrom(value.state))
    issues.push({ code: "custom", path: ["state"], message, input: value.state });
});
