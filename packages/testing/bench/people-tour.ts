import { randomUUID } from "node:crypto";
import { newPerson, type Person } from "../people";
import { as, mailedToken, password, type Request, type Tour, unheardOf } from "./step";

const csv = ({ token }: Person, ...lines: string[]): Request => ({
  token,
  raw: lines.join("\r\n"),
  headers: { "content-type": "text/csv" },
});

const unheardOfAddress = (): string => `${randomUUID().slice(0, 8)}@example.com`;

/** Somebody is invited and accepts, is changed in every way, and deleted. */
async function invite({ platform, visit, admin }: Tour): Promise<void> {
  const email = unheardOfAddress();
  const { body } = await visit("users.create", "POST /api/users", as(admin, { name: "Kiran Rao", email }));
  const route = `/api/users/${body.user.id}`;
  await visit("users.invite", `POST ${route}/invitation`, as(admin));
  const token = await mailedToken(platform, email, "accept-invitation");
  await visit("auth.acceptInvitation", "POST /api/auth/accept-invitation", { body: { token, password } });
  await visit("users.update", `PUT ${route}`, as(admin, { city: "Mysuru" }));
  await visit("users.setRole", `PUT ${route}/role`, as(admin, { role: "instructor" }));
  await visit("users.byId", `GET ${route}`, as(admin));
  await visit("users.remove", `DELETE ${route}`, as(admin));
}

/** Files come in, lists go out, and what was done can be read. */
export async function keepPeople(tour: Tour): Promise<void> {
  const { platform, visit, admin } = tour;
  await invite(tour);
  const lines = ["name,email,role", `Devi Nair,${unheardOfAddress()},student`, `Arun Bose,${unheardOfAddress()},`];
  await visit("users.importFile dry", "POST /api/users/import?dry_run=true", csv(admin, ...lines));
  await visit("users.importFile", "POST /api/users/import", csv(admin, ...lines));
  const course = ["title,price,level", `"${unheardOf("Sketching, by Hand")}",499,beginner`];
  await visit("courses.importFile", "POST /api/courses/import", csv(admin, ...course));
  await platform.settled();
  await visit("users.list", "GET /api/users?limit=20", as(admin));
  await visit("users.list filtered", "GET /api/users?limit=20&role=student&status=pending", as(admin));
  await visit("users.list searched", "GET /api/users?limit=20&search=devi&role=student", as(admin));
  await visit("users.list one by one", "GET /api/users?limit=1", as(admin));
  await visit("users.audit", "GET /api/audit?limit=20", as(admin));
  await visit("users.audit by actor", `GET /api/audit?limit=20&actor=${admin.id}`, as(admin));
  await visit("users.audit of a subject", `GET /api/audit?limit=20&subject=${admin.id}`, as(admin));
}

/** Somebody takes along what is kept of them, and goes for good. */
export async function leave({ platform, visit }: Tour): Promise<void> {
  const person = await newPerson(platform);
  await visit("auth.exportProfile", "GET /api/auth/profile/export", as(person));
  await visit("auth.removeProfile", "DELETE /api/auth/profile", as(person, { password: person.password }));
}
