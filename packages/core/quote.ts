import { numberSetting, setting } from "#adapters/environment";
import type { BillingAddress } from "#contract/billing-address";
import { orderTax } from "#contract/order";
import { type State, stateFrom } from "#contract/states";
import type { Offer } from "./offer";
import { placeOf, type Quote, quote, type TaxRules } from "./tax";

/** The seller's own state. @throws an error that names the setting, where it says none */
export function sellerState(): State {
  const state = stateFrom(setting("SELLER_STATE"));
  if (!state) throw new Error(`setting SELLER_STATE must be a state of India, not "${setting("SELLER_STATE")}"`);
  return state;
}

const rules = (): TaxRules => ({
  ...{ rate: numberSetting("GST_RATE"), mode: orderTax.shape.mode.parse(setting("GST_MODE")) },
  ...{ sac: setting("SAC_CODE"), seller: sellerState() },
});

interface Circumstances {
  /** Off the price; major units. */
  discount?: number;
  /** Where the bill goes. */
  address?: BillingAddress;
}

/** What an offer costs a buyer, tax and all; major units. */
export function quoteFor({ price, currency, in_person }: Offer, { discount = 0, address }: Circumstances): Quote {
  const charged = rules();
  // Admission to an event is supplied where that is held (IGST Act, s. 12(6), 13(5)): in the seller's own state.
  const place = in_person ? charged.seller : placeOf(address, charged.seller);
  return quote({ price, discount, currency, place }, charged);
}
