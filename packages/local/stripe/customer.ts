import type Stripe from "stripe";
import { z } from "zod";
import { save } from "#local/journal";
import type { Call } from "./call";
import { missing } from "./failure";
import type { Fields } from "./form";
import { newId } from "./ids";
import { mergeMetadata, metadata, readParams, text } from "./params";

const Params = z.strictObject({
  description: text(350).optional(),
  email: text(512).optional(),
  metadata: metadata.optional(),
  name: text(256).optional(),
  phone: text(20).optional(),
});

/** `POST /v1/customers` */
export function createCustomer(call: Call, fields: Fields): Stripe.Customer {
  const { metadata: change, ...params } = readParams(Params, fields);
  const customerId = newId("cus");
  return save<Stripe.Customer>(call.books.customers, {
    ...{ id: customerId, object: "customer", address: null, balance: 0, created: call.now, currency: null },
    ...{ default_source: null, delinquent: false, description: null, discount: null, email: null },
    invoice_prefix: customerId.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    ...{ livemode: false, name: null, next_invoice_sequence: 1, phone: null, preferred_locales: [], shipping: null },
    ...{ tax_exempt: "none", test_clock: null },
    ...given(params),
    metadata: mergeMetadata({}, change),
  });
}

/** `POST /v1/customers/:id` */
export function updateCustomer(call: Call, fields: Fields, customerId: string): Stripe.Customer {
  const { metadata: change, ...params } = readParams(Params, fields);
  const customer = call.books.customers.get(customerId);
  if (!customer) throw missing("customer", customerId, "id");
  return save(call.books.customers, {
    ...customer,
    ...given(params),
    metadata: mergeMetadata(customer.metadata, change),
  });
}

/** @throws StripeFailure 400 when a parameter names a customer that doesn't exist. */
export function requireCustomer(call: Call, customerId: string | undefined): void {
  if (customerId !== undefined && !call.books.customers.get(customerId)) {
    throw missing("customer", customerId, "customer", 400);
  }
}

function given(params: Omit<z.output<typeof Params>, "metadata">) {
  const { description, email, name, phone } = params;
  return {
    ...(description !== undefined && { description }),
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
  };
}
