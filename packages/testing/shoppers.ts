import { call } from "./api";
import { newCourse } from "./courses";
import { order, pay } from "./payments";
import { newPerson, type Person } from "./people";
import type { TestPlatform } from "./platform";
import { signedInAgain } from "./time";
import { delivered } from "./webhook";

interface Course {
  id: string;
  title: string;
}

/** Somebody who wants a course. */
export interface Shopper {
  buyer: Person;
  course: Course;
}

/** A pending order, and what is needed to pay it. */
export interface Ordered extends Shopper {
  order: { id: string; state: string; transaction_id: string; total_amount: number };
  payment: { payment_id: string; client_secret: string; publishable_key: string };
}

/** A source of pairs of buyer and course that have nothing to do with each other yet. */
export interface Shoppers {
  next: () => Promise<Shopper>;
  /** The next one, with a pending order that has come to rest. */
  ordered: () => Promise<Ordered>;
  /** The same, paid, with all that follows from it. */
  paid: () => Promise<Ordered>;
}

const title = "Course of many buyers";

/** A few courses, and a new buyer when the one before has seen them all: registering takes most of the time. */
export async function openShop(
  platform: TestPlatform,
  admin: Person,
  { courses: count = 6, price = 1499 } = {},
): Promise<Shoppers> {
  const courses: Course[] = [];
  for (let n = 0; n < count; n++) courses.push(await newCourse(platform, admin, { title, price }));
  const left: Shopper[] = [];
  const next = async () => {
    if (left.length === 0) {
      const buyer = await newPerson(platform);
      left.push(...courses.map((course) => ({ buyer, course })));
    }
    const shopper = left.shift();
    if (!shopper) throw new Error("a shop needs a course");
    // Tokens end after a quarter of an hour, and time may have been moved.
    return platform.ahead === 0 ? shopper : { ...shopper, buyer: await signedInAgain(platform, shopper.buyer) };
  };
  const ordered = async () => {
    const shopper = await next();
    const { status, body } = await order(platform, shopper.buyer, shopper.course);
    if (status !== 201) throw new Error(`ordering answered ${status} ${JSON.stringify(body)}`);
    await platform.settled();
    return { ...shopper, order: body.order, payment: body.payment };
  };
  const paid = async () => {
    const bought = await ordered();
    await pay(platform, bought.payment);
    await delivered(platform);
    return bought;
  };
  return { next, ordered, paid };
}

/** Ids of the courses that somebody is enrolled in, as the API tells it. */
export async function enrolledIn(platform: TestPlatform, { token }: Person): Promise<string[]> {
  const { body } = await call(platform, "GET /api/courses/enrolled?limit=100", { token });
  return body.courses.map(({ course_id }: { course_id: string }) => course_id);
}
