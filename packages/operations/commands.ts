import { adminCreate } from "./admin.create";
import { adminResetSecondFactor } from "./admin.reset-second-factor";
import type { Command } from "./command";
import { mailResend } from "./mail.resend";
import { migrate } from "./migrate";
import { queuesRedrive } from "./queues.redrive";
import { queuesShow } from "./queues.show";
import { rebuild } from "./rebuild";
import { restore } from "./restore";
import { secretsRetire } from "./secrets.retire";
import { secretsRotate } from "./secrets.rotate";
import { secretsSet } from "./secrets.set";
import { secretsShow } from "./secrets.show";
import { status } from "./status";
import { streamReplay } from "./stream.replay";
import { userErase } from "./user.erase";
import { userExport } from "./user.export";
import { webhooksRegister } from "./webhooks.register";
import { webhooksRetire } from "./webhooks.retire";
import { webhooksRotate } from "./webhooks.rotate";
import { webhooksShow } from "./webhooks.show";

/** What an operator can do. */
export const commands: Record<string, Command> = {
  status,
  "secrets show": secretsShow,
  "secrets set": secretsSet,
  "secrets rotate": secretsRotate,
  "secrets retire": secretsRetire,
  "webhooks show": webhooksShow,
  "webhooks register": webhooksRegister,
  "webhooks rotate": webhooksRotate,
  "webhooks retire": webhooksRetire,
  "admin create": adminCreate,
  "admin reset-second-factor": adminResetSecondFactor,
  "queues show": queuesShow,
  "queues redrive": queuesRedrive,
  "stream replay": streamReplay,
  "mail resend": mailResend,
  rebuild,
  migrate,
  restore,
  "user export": userExport,
  "user erase": userErase,
};
