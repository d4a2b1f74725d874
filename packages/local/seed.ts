import { reviews } from "./articles";
import { catalogue, categories, commonPassword, coupons, invited, people } from "./catalogue";
import { curricula } from "./lessons";
import { quizzes } from "./quizzes";
import { seedContent } from "./seed-content";
import { seedEvents } from "./seed-events";

// Everything goes in by the platform's own doors: people register and authors write through the API, and only what no
// route can do, to make the first administrator, is done as an operator would, on the table.

async function send<Answer>(url: string, method: string, body: unknown, token?: string): Promise<Answer> {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`seeding: ${method} ${url} answered ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

interface Registered {
  token: string;
  user: { id: string };
}

interface Person {
  name: string;
  email: string;
  role: "student" | "instructor" | "admin";
  verified: boolean;
}

async function seedPerson(
  api: string,
  { name, email, role, verified }: Person,
): Promise<{ role: string; token: string }> {
  // Imported late: the domain reads its environment when it is loaded.
  const { setRole } = await import("#core/user");
  const { Users } = await import("#core/user.entity");
  const { token, user } = await send<Registered>(`${api}/api/auth/register`, "POST", {
    name,
    email,
    password: commonPassword,
  });
  if (verified) await Users.patch({ id: user.id }).set({ email_verified: true }).go();
  if (role !== "student") await setRole(user.id, role, new Date());
  return { role, token };
}

/** Those who have learned something already, and say so. */
const reviewers = reviews.map(
  ({ name }): Person => ({
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}@instaiq.test`,
    role: "student",
    verified: true,
  }),
);

async function seedCurriculum(course: string, title: string, author: string): Promise<void> {
  for (const { lessons, ...section } of curricula[title] ?? []) {
    const made = await send<{ section: { id: string } }>(`${course}/sections`, "POST", section, author);
    for (const lesson of lessons) {
      const draft = { ...lesson, section_id: made.section.id };
      const added = await send<{ lesson: { id: string } }>(`${course}/lessons`, "POST", draft, author);
      const quiz = quizzes[lesson.title];
      if (quiz) await send(`${course}/lessons/${added.lesson.id}/quiz`, "PUT", quiz, author);
    }
  }
}

/** @returns the ids of the categories by their slugs */
async function seedCategories(api: string, admin: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const create = async (seeds: typeof categories, parent_id?: string): Promise<void> => {
    for (const { children = [], ...body } of seeds) {
      const created = { ...body, parent_id };
      const made = await send<{ category: { id: string; slug: string } }>(
        `${api}/api/categories`,
        "POST",
        created,
        admin,
      );
      ids.set(made.category.slug, made.category.id);
      await create(children, made.category.id);
    }
  };
  await create(categories);
  return ids;
}

type Ids = Map<string, string>;

/** @returns the id of the first free course */
async function seedCatalogue(api: string, ids: Ids, author: string, admin: string): Promise<string> {
  let free = "";
  for (const { featured, published, category, ...course } of catalogue) {
    const body = { ...course, category_id: ids.get(category) };
    const made = await send<{ course: { id: string } }>(`${api}/api/courses`, "POST", body, author);
    const url = `${api}/api/courses/${made.course.id}`;
    await seedCurriculum(url, course.title, author);
    if (featured) await send(url, "PUT", { featured }, admin);
    if (published) await send(`${url}/status`, "PUT", { status: "published" }, admin);
    if (course.price === 0) free ||= made.course.id;
  }
  return free;
}

async function seedInvitations(api: string, admin: string): Promise<void> {
  for (const person of invited) await send(`${api}/api/users`, "POST", person, admin);
}

/**
 * Fills a fresh copy with people, courses, and what is said about them.
 * @param environment what points the domain at the local table and pool, as a function's environment does
 */
export async function seed(api: string, environment: Record<string, string>): Promise<void> {
  Object.assign(process.env, environment);
  const seeded = await Promise.all(people.map((person) => seedPerson(api, person)));
  const learners = await Promise.all(reviewers.map((person) => seedPerson(api, person)));
  const tokenOf = (role: string) => seeded.find((person) => person.role === role)?.token ?? "";
  const [author, admin] = [tokenOf("instructor"), tokenOf("admin")];
  const categories = await seedCategories(api, admin);
  const free = await seedCatalogue(api, categories, author, admin);
  const tokens = learners.map(({ token }) => token);
  const sendTo: typeof send = (path, ...request) => send(`${api}/api${path}`, ...request);
  await seedContent(sendTo, { author, admin, learners: tokens }, free, new Date());
  await seedEvents(sendTo, { admin, guests: tokens, categories }, new Date());
  await seedInvitations(api, admin);
  for (const coupon of coupons) await send(`${api}/api/coupons`, "POST", coupon, admin);
}
