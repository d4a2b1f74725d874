import { certificates } from "#contract/certificates";
import * as Certificate from "#core/certificate";
import { serve } from "#http/serve";

export const handler = serve(certificates, {
  ofCourse: async ({ params, session }) => {
    const { render } = await import("./document");
    return render(await Certificate.findOwn(params.id, session));
  },
  byCode: async ({ params }) => ({ certificate: await Certificate.verify(params.code) }),
});
