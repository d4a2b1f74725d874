import { isIndia, stateFrom } from "#contract/states";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import { placeText } from "#core/tax";
import type { Party } from "./paper";

export const sellerOf = ({ seller: { name, address, state, gstin } }: Invoice | CreditNote): Party => ({
  ...{ role: "From", name },
  lines: [address, state, ...(gstin ? [`GSTIN ${gstin}`] : [])],
});

/** With its code, where it is India's. */
function stateOf({ state, country }: { state: string; country: string }): string {
  const known = isIndia(country) ? stateFrom(state) : undefined;
  return known ? placeText(known) : state;
}

/** Whoever bought: by the address that was given for the bill, else as the account was called. */
export function partyOf({ buyer_name, buyer_email, billing_address: address }: Invoice | CreditNote): Party {
  if (!address) return { role: "Bill to", name: buyer_name, lines: [buyer_email] };
  const { name, line1, line2, city, pincode, country, gstin } = address;
  return {
    ...{ role: "Bill to", name },
    lines: [
      line1,
      ...(line2 ? [line2] : []),
      `${city} ${pincode}`,
      `${stateOf(address)}, ${country}`,
      buyer_email,
      ...(gstin ? [`GSTIN ${gstin}`] : []),
    ],
  };
}
