import { invoices } from "#contract/invoices";
import { findCreditNote, findInvoice } from "#core/invoice.view";
import { serve } from "#http/serve";

export const handler = serve(invoices, {
  ofOrder: async ({ params, session }) => {
    const { render } = await import("./document");
    return render(await findInvoice(params.id, session));
  },
  creditNote: async ({ params, session }) => {
    const { render } = await import("./document");
    return render(await findCreditNote(params.id, params.refund_id, session));
  },
});
