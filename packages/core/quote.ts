import { quote } from "./money";
import type { Offer } from "./offer";

/** What an offer costs a buyer. `discount` in major units. */
export const quoteFor = ({ price, currency }: Offer, { discount = 0 }: { discount?: number; address?: unknown }) =>
  quote(price, currency, { discount });
