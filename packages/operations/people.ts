import { Ending } from "./command";

/** Who an address belongs to. The domain must run here. @throws Ending when it is nobody's */
export async function idOf(email: string): Promise<string> {
  const { find } = await import("#adapters/identity");
  const account = await find(email.toLowerCase());
  if (!account) throw new Ending("nobody has an account with this address", 1);
  return account.id;
}
