import { call } from "./api";
import { newCourse } from "./courses";
import { order, pay } from "./payments";
import { newPerson, type Person } from "./people";
import type { TestPlatform } from "./platform";

/** The steps of the main job, in their order. */
export type JourneyStep = "register" | "publish" | "list" | "buy" | "pay" | "enrolled";

interface Traveller {
  admin: Person;
  buyer: Person;
  course: { id: string };
  payment: { payment_id: string; client_secret: string; publishable_key: string };
}

const fail = (what: string): never => {
  throw new Error(what);
};

const steps: Record<JourneyStep, (platform: TestPlatform, so: Traveller) => Promise<Partial<Traveller>>> = {
  register: async (platform) => ({
    admin: await newPerson(platform, { role: "admin" }),
    buyer: await newPerson(platform),
  }),
  publish: async (platform, { admin }) => ({ course: await newCourse(platform, admin) }),
  list: async (platform, { course }) => {
    const { status, body } = await call(platform, "GET /api/courses?sort=price_asc");
    return status === 200 && body.courses[0]?.id === course.id ? {} : fail(`the list answered ${status}`);
  },
  buy: async (platform, { buyer, course }) => {
    const { status, body } = await order(platform, buyer, course);
    return status === 201 ? { payment: body.payment } : fail(`the order answered ${status}`);
  },
  pay: async (platform, { payment }) => {
    const { status } = await pay(platform, payment);
    await platform.cloud.stripe?.settled();
    return status === 200 ? {} : fail(`the payment answered ${status}`);
  },
  enrolled: async (platform, { buyer }) => {
    const { status, body } = await call(platform, "GET /api/courses/enrolled", { token: buyer.token });
    return status === 200 && body.total === 1 ? {} : fail(`the enrolled list answered ${status}`);
  },
};

/**
 * Does the main job from registering to being enrolled.
 * @returns the first step that failed; undefined when all is well.
 */
export async function brokenStep(platform: TestPlatform): Promise<JourneyStep | undefined> {
  let so = {} as Traveller;
  for (const [name, take] of Object.entries(steps)) {
    try {
      so = { ...so, ...(await take(platform, so)) };
    } catch {
      return name as JourneyStep;
    }
  }
  return undefined;
}
