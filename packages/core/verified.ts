import { Users } from "./user.entity";

/** Whether somebody has shown that their address is theirs. */
export async function isVerified(userId: string): Promise<boolean> {
  const { data } = await Users.get({ id: userId }).go({ attributes: ["email_verified"] });
  return data?.email_verified === true;
}
