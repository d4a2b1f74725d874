import { join } from "node:path";
import { openRazorpay, type Razorpay } from "#local/razorpay/razorpay";
import type { Clock } from "#local/service";
import { openStripe, type Stripe } from "#local/stripe/stripe";
import type { CloudOptions } from "./cloud-options";
import type { Doors } from "./doors";

/** The payment providers; those without settings are undefined. */
interface Payments {
  stripe: Stripe | undefined;
  razorpay: Razorpay | undefined;
}

/** Opens those that there are settings for, each on a directory and behind a door of its own. */
export async function openPayments(options: CloudOptions, clock: Clock, doors: Doors): Promise<Payments> {
  const [stripe, razorpay] = await Promise.all([
    options.stripe && openStripe({ ...options.stripe, ...surroundings(options, clock, doors, "stripe") }),
    options.razorpay && openRazorpay({ ...options.razorpay, ...surroundings(options, clock, doors, "razorpay") }),
  ]);
  if (stripe) doors.answer("stripe", (request) => stripe.handle(request));
  if (razorpay) doors.answer("razorpay", (request) => razorpay.handle(request));
  return { stripe, razorpay };
}

function surroundings(
  { directory, webhookRetryDelaysMs, ...settings }: CloudOptions,
  clock: Clock,
  doors: Doors,
  name: "razorpay" | "stripe",
) {
  const { webhookPath = "", webhookSecret = "" } = settings[name] ?? {};
  return {
    directory: join(directory, name),
    clock,
    webhook: { url: () => `${doors.urls.api}${webhookPath}`, secret: () => webhookSecret },
    ...(webhookRetryDelaysMs && { retryDelaysMs: webhookRetryDelaysMs }),
  };
}
