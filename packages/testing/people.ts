import { randomUUID } from "node:crypto";
import type { Role } from "#contract/endpoint";
import { call } from "./api";
import type { TestPlatform } from "./platform";

export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
  token: string;
  refreshToken: string;
}

/** Somebody new, registered through the API; verified and of a role by an operator's hand. */
export async function newPerson(
  platform: TestPlatform,
  { role = "student", verified = true, name = "Test Person" }: { role?: Role; verified?: boolean; name?: string } = {},
): Promise<Person> {
  const email = `${randomUUID().slice(0, 13)}@example.com`;
  const password = "password123";
  const reply = await call(platform, "POST /api/auth/register", { body: { name, email, password } });
  if (reply.status !== 201) throw new Error(`registering answered ${reply.status} ${JSON.stringify(reply.body)}`);
  const { token, refreshToken, user } = reply.body;
  const { Users } = await import("#core/user.entity");
  if (verified) await Users.patch({ id: user.id }).set({ email_verified: true }).go();
  if (role !== "student") await (await import("#core/user")).setRole(user.id, role, new Date());
  return { id: user.id, name, email, password, token, refreshToken };
}
