import { uploads } from "#contract/uploads";
import * as Upload from "#core/upload";
import { uploadView } from "#core/upload.view";
import { serve } from "#http/serve";

export const handler = serve(uploads, {
  create: async ({ body, session, now }) => ({
    message: "Send the file with this form",
    upload: await Upload.announce(body, session, now),
  }),
  byId: async ({ params, session, now }) => ({
    upload: await uploadView(await Upload.findOwn(params.id, session), now),
  }),
});
