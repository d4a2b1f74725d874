import { linkToken, mailsTo } from "./inbox";
import type { TestPlatform } from "./platform";

/** Pages of the site that mailed links lead to. */
type LinkedPage = "verify-email" | "reset-password" | "accept-invitation";

/** The tokens of the links to that page that were mailed to an address, those still on their way included. */
export async function mailedTokens(platform: TestPlatform, email: string, page: LinkedPage): Promise<string[]> {
  const mails = await mailsTo(platform, email);
  return mails.filter(({ text }) => text.includes(`/${page}?token=`)).map(linkToken);
}

/** The token of the latest of them. */
export async function mailedToken(platform: TestPlatform, email: string, page: LinkedPage): Promise<string> {
  const [latest] = await mailedTokens(platform, email, page);
  if (!latest) throw new Error(`no ${page} link was mailed to ${email}`);
  return latest;
}
