import { newCourse } from "../courses";
import { violations } from "../invariants";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { inSoak } from "../soak";
import { delivered } from "../webhook";

const crowd = inSoak(200, 25);

describe("many buyers of one course at once", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  it("all get it, and the course counts every one of them", async () => {
    const course = await newCourse(platform, await newPerson(platform, { role: "admin" }));
    const buyers: Person[] = await Promise.all(Array.from({ length: crowd }, () => newPerson(platform)));
    const ordered = await Promise.all(buyers.map((buyer) => order(platform, buyer, course)));
    expect(ordered.map(({ status }) => status)).toEqual(Array(crowd).fill(201));
    const paid = await Promise.all(ordered.map(({ body }) => pay(platform, body.payment)));
    expect(paid.map(({ status }) => status)).toEqual(Array(crowd).fill(200));
    // Four mails for each, one after the other.
    await platform.cloud.triggers.idle(120_000);
    await delivered(platform);

    expect(await violations(platform)).toEqual([]);
    const { course: courses, enrollment } = await readRecords(platform);
    expect(courses.find(({ id }) => id === course.id)?.enrollments).toBe(crowd);
    expect(new Set(enrollment.map(({ user_id }) => user_id))).toEqual(new Set(buyers.map(({ id }) => id)));
  }, 240_000);
});
