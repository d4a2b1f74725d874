import type * as z from "zod/mini";
import type { BillingAddress } from "#contract/billing-address";
import type { Currency } from "#contract/fields";
import type { orderTax } from "#contract/order";
import { isIndia, type State, stateFrom } from "#contract/states";
import { toMajor, toMinor } from "./money";

/** As it stands with an order, in major units. */
export type Tax = z.infer<typeof orderTax>;

/** What a seller charges. */
export interface TaxRules {
  /** Percent. */
  rate: number;
  mode: Tax["mode"];
  sac: string;
  seller: State;
}

/** Where something is supplied, by its GST code. */
export type Place = Pick<State, "code" | "name">;

/** The GST's code of everywhere else: the supply is an export. */
export const abroad: Place = { code: "96", name: "Other Country" };

/** Where the buyer is, as far as is known: nobody's address is the seller's own state. See docs/decisions/tax.md. */
export function placeOf(address: BillingAddress | undefined, seller: State): Place {
  // Whoever is registered is where the registration is.
  const registered = address?.gstin && stateFrom(address.gstin.slice(0, 2));
  if (registered) return registered;
  if (!address) return seller;
  return isIndia(address.country) ? (stateFrom(address.state) ?? seller) : abroad;
}

export const isExport = ({ code }: Place): boolean => code === abroad.code;

/** `29-Karnataka` */
export const placeText = ({ code, name }: Place): string => `${code}-${name}`;

/** In hundredths of a percent, whole ones: 2.5 % is 250. An export bears none. */
const pointsAt = ({ rate }: TaxRules, place: Place): number => (isExport(place) ? 0 : Math.round(rate * 100));

/** The tax that a sum bears, in minor units; half a coin is rounded up. */
const taxOn = (sum: number, points: number, mode: Tax["mode"]): number =>
  Math.round((sum * points) / (mode === "inclusive" ? 10_000 + points : 10_000));

/** Whose it is. Of an odd number of paise the one left over is the Union's, so that the halves add up. */
function shared(tax: number, place: Place, seller: State): { cgst: number; sgst: number; igst: number } {
  if (place.code !== seller.code) return { cgst: 0, sgst: 0, igst: tax };
  return { cgst: Math.ceil(tax / 2), sgst: Math.floor(tax / 2), igst: 0 };
}

export interface Quote {
  /** Without the tax, as is the discount. */
  amount: number;
  discount_amount: number;
  tax_amount: number;
  /** amount − discount_amount + tax_amount. */
  total_amount: number;
  tax: Tax;
}

interface Sale {
  price: number;
  /** Off the price: with the tax in it where the price has it in it. Never takes more than the price. */
  discount: number;
  currency: Currency;
  place: Place;
}

/**
 * What something costs, in major units. A price that includes the tax is what the buyer pays, less the discount; amount and
 * discount are then what they are without it.
 */
export function quote({ price, discount, currency, place }: Sale, rules: TaxRules): Quote {
  const { mode, sac, seller } = rules;
  const points = pointsAt(rules, place);
  const major = (minor: number) => toMajor(minor, currency);
  const full = toMinor(price, currency);
  const due = full - Math.min(toMinor(discount, currency), full);
  const net = (sum: number) => (mode === "inclusive" ? sum - taxOn(sum, points, mode) : sum);
  const tax = taxOn(due, points, mode);
  const { cgst, sgst, igst } = shared(tax, place, seller);
  return {
    ...{ amount: major(net(full)), discount_amount: major(net(full) - net(due)) },
    ...{ tax_amount: major(tax), total_amount: major(net(due) + tax) },
    tax: {
      ...{ rate: points / 100, mode, place_of_supply: placeText(place), sac },
      ...{ cgst: major(cgst), sgst: major(sgst), igst: major(igst) },
    },
  };
}
