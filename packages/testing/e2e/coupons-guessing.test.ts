import { call } from "../api";
import { newCourse } from "../courses";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("guessing codes", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  it("comes to an end after a few tries, whatever code is tried", async () => {
    const course = await newCourse(platform, await newPerson(platform, { role: "admin" }));
    const { token } = await newPerson(platform);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      const body = { code: `GUESS-${n}`, course_id: course.id };
      statuses.push((await call(platform, "POST /api/coupons/preview", { token, body })).status);
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
  });
});
