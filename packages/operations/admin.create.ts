import { command, Ending, needed } from "./command";

interface Wish {
  email: string;
  name: string;
  another: boolean;
}

/** What there is to do about somebody who shall be an administrator. */
async function planFor({ email, another }: Wish) {
  const identity = await import("#adapters/identity");
  const { find } = await import("#core/user");
  const { countAdministrators } = await import("#core/administrators");
  const account = await identity.find(email);
  const user = account && (await find(account.id).catch(() => undefined));
  if (user?.role === "admin" && user.status === "active") return { what: "nothing", user } as const;
  const present = await countAdministrators();
  if (present > 0 && !another && user?.role !== "admin")
    throw new Ending(`active administrators (${present}) can invite others: or say --another`, 2);
  if (!user) return { what: "invite" } as const;
  if (user.status === "pending" && user.role === "admin") return { what: "invite again", user } as const;
  return { what: "promote", user } as const;
}

/** The page on which an invitation that is on its way by mail is accepted. */
async function pageOf(id: string): Promise<string> {
  const { latestLink, tokenOf } = await import("#core/link");
  const { page } = await import("#adapters/site");
  const link = await latestLink(id, "invitation");
  if (!link) throw new Error(`${id} has no invitation`);
  return page(`/accept-invitation?token=${await tokenOf(link)}`);
}

/** The first administrator: everybody else is invited by one. */
export const adminCreate = command({
  summary: "invites the first administrator by mail, or makes one of somebody who has an account",
  options: {
    email: { type: "string", about: "whose" },
    name: { type: "string", default: "Administrator", about: "how they are addressed, until they change it" },
    "print-link": { type: "boolean", default: false, about: "shows the invitation's link, too, should no mail arrive" },
    another: { type: "boolean", default: false, about: "though there are administrators already" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const email = needed(values.email, "email").toLowerCase();
    const wish = { email, name: values.name, another: values.another };
    await stage.inhabit("mailer", "users");
    const { invite, inviteAgain } = await import("#core/invitation");
    const { operator } = await import("#core/audit");
    const { setRole } = await import("#core/user");
    const plan = await planFor(wish);
    if (plan.what === "nothing") {
      print(`${plan.user.id} is an active administrator already.`);
      return true;
    }
    if (plan.what === "promote") {
      announce(`makes ${plan.user.id}, who has an account, an administrator`);
      await setRole(plan.user.id, "admin", now);
      print(`${plan.user.id} is an administrator.`);
      return true;
    }
    announce(`invites an administrator by mail${plan.what === "invite" ? "" : ", once more"}`);
    if (plan.user) await inviteAgain(plan.user.id, operator, now);
    const { id } = plan.user ?? (await invite({ email, name: wish.name, role: "admin" }, operator, now));
    print(`${id} is invited: the mail's link opens the account, within seven days.`);
    if (values["print-link"]) print(await pageOf(id));
    return true;
  },
});
