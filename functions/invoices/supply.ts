import type { CreditNote, Invoice } from "#core/invoice.entity";
import { abroad, placeText } from "#core/tax";

export const isCreditNote = (document: Invoice | CreditNote): document is CreditNote => "invoice_number" in document;

/** What the law wants said about a supply (CGST Rules, r. 46, 49 and 53). */
interface Supply {
  title: string;
  /** The state's part of the tax. */
  local: "SGST" | "UTGST";
  notes: string[];
}

function titleOf(document: Invoice | CreditNote, exported: boolean): string {
  if (isCreditNote(document)) return "Credit note";
  if (document.seller.gstin === "") return "Invoice";
  return document.tax.rate === 0 && !exported ? "Bill of supply" : "Tax invoice";
}

const underBond = "Supply meant for export under letter of undertaking without payment of integrated tax.";

export function supplyOf(document: Invoice | CreditNote): Supply {
  const exported = document.tax.place_of_supply === placeText(abroad);
  return {
    ...{ title: titleOf(document, exported), local: document.seller.territory ? "UTGST" : "SGST" },
    notes: exported ? [underBond] : [],
  };
}
