import fc from "fast-check";
import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { mailsTo } from "../inbox";
import { violations } from "../invariants";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { inSoak } from "../soak";

describe("what lets somebody into a course", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const enroll = ({ token }: Person, id: string) => call(platform, `POST /api/courses/${id}/enroll`, { token });
  const leave = ({ token }: Person, id: string) => call(platform, `DELETE /api/courses/${id}/enroll`, { token });
  const grant = (learner: Person, id: string, by = admin) =>
    call(platform, `POST /api/courses/${id}/enrollments`, {
      ...{ token: by.token, body: { user_id: learner.id, reason: "A scholarship" } },
    });
  const revoke = (learner: Person, id: string) =>
    call(platform, `DELETE /api/courses/${id}/enrollments/${learner.id}`, { token: admin.token });
  const buy = async (buyer: Person, course: { id: string }): Promise<Reply> => {
    const reply = await order(platform, buyer, course);
    if (reply.status === 201) await pay(platform, reply.body.payment);
    await platform.settled();
    return reply;
  };
  const enrolledIn = async ({ token }: Person): Promise<string[]> =>
    (await call(platform, "GET /api/courses/enrolled", { token })).body.courses.map(
      ({ course_id }: { course_id: string }) => course_id,
    );
  const rowOf = async (learner: Person, id: string) => {
    const { find } = await import("#core/enrollment");
    return find(learner.id, id);
  };

  it("is left and taken up again: progress, history and the first date stay, the counters follow", async () => {
    const course = await newCourse(platform, admin, { title: "Free", price: 0 });
    const learner = await newPerson(platform);
    const first = await enroll(learner, course.id);
    platform.ahead += 60_000;
    expect((await leave(learner, course.id)).body).toMatchObject({ enrollment: { status: "cancelled" } });
    expect(await enrolledIn(learner)).toEqual([]);
    expect((await leave(learner, course.id)).body.code).toBe("not_enrolled");
    platform.ahead += 60_000;
    const back = await enroll(learner, course.id);
    expect(back.body.enrollment).toMatchObject({
      ...{ status: "active", enrollment_date: first.body.enrollment.enrollment_date },
    });
    expect(await enrolledIn(learner)).toEqual([course.id]);
    const row = await rowOf(learner, course.id);
    expect(row?.history.map(({ event }) => event)).toEqual(["enrolled", "left", "returned"]);
    expect((await enroll(learner, course.id)).body.code).toBe("already_enrolled");
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });

  it("stays with who paid: they leave, come back without paying, and can't be thrown out by hand", async () => {
    const course = await newCourse(platform, admin, { title: "Paid" });
    const buyer = await newPerson(platform);
    await buy(buyer, course);
    expect((await leave(buyer, course.id)).status).toBe(200);
    expect((await order(platform, buyer, course)).body).toMatchObject({
      ...{ code: "already_enrolled", detail: "It is yours: enroll again" },
    });
    expect((await enroll(buyer, course.id)).status).toBe(201);
    expect((await revoke(buyer, course.id)).body.code).toBe("not_enrolled");
    expect(await enrolledIn(buyer)).toEqual([course.id]);
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });

  it("is a union: taking the admin's grant leaves the order's, and the other way round access ends with the last", async () => {
    const course = await newCourse(platform, admin, { title: "Union" });
    const [buyer, guest] = [await newPerson(platform), await newPerson(platform)];
    await buy(buyer, course);
    expect((await grant(buyer, course.id)).status).toBe(201);
    expect((await grant(buyer, course.id)).body.code).toBe("already_enrolled");
    expect((await revoke(buyer, course.id)).body.enrollment.status).toBe("active");
    expect((await grant(guest, course.id)).status).toBe(201);
    expect((await buy(guest, course)).body.code).toBe("already_enrolled");
    expect((await revoke(guest, course.id)).body.enrollment.status).toBe("cancelled");
    expect(await enrolledIn(guest)).toEqual([]);
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });

  it("comes back by a purchase after the last grant was taken: paid, let in, told", async () => {
    const course = await newCourse(platform, admin, { title: "Back by buying" });
    const learner = await newPerson(platform);
    await grant(learner, course.id);
    await revoke(learner, course.id);
    expect((await enroll(learner, course.id)).body.code).toBe("payment_required");
    await buy(learner, course);
    expect(await enrolledIn(learner)).toEqual([course.id]);
    const row = await rowOf(learner, course.id);
    expect(row?.grants).toEqual([expect.stringMatching(/^order:ord_/)]);
    const told = (await mailsTo(platform, learner.email)).filter(({ subject }) => subject.startsWith("You’re in"));
    expect(told).toHaveLength(2);
    expect(await violations(platform)).toEqual([]);
  });

  it("is an admin's to give, and a stranger's not even to see", async () => {
    const course = await newCourse(platform, admin, { title: "Whose" });
    const [author, other] = [await newPerson(platform, { role: "instructor" }), await newPerson(platform)];
    expect((await grant(other, course.id, author)).body.code).toBe("forbidden");
    const learners = `GET /api/courses/${course.id}/enrollments`;
    expect((await call(platform, learners, { token: author.token })).body.code).toBe("not_owner");
    await grant(other, course.id);
    const { body } = await call(platform, learners, { token: admin.token });
    expect(body).toMatchObject({ total: 1, enrollments: [{ user_id: other.id, user_name: other.name }] });
    expect(JSON.stringify(body)).not.toContain(other.email);
    expect((await grant({ ...other, id: "nobody" }, course.id)).body.code).toBe("user_not_found");
    const { audit } = await readRecords(platform);
    expect(audit).toContainEqual({ actor_id: admin.id, subject_id: course.id });
  });

  it("survives any order of coming, leaving, granting, taking and buying, two at a time", async () => {
    const [paid, free] = [
      await newCourse(platform, admin, { title: "Any order" }),
      await newCourse(platform, admin, { title: "Any order, free", price: 0 }),
    ];
    const deed = fc.constantFrom("enroll", "leave", "grant", "revoke", "buy");
    const pairs = fc.array(fc.tuple(deed, deed, fc.boolean()), { minLength: 3, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pairs, async (history) => {
        const learner = await newPerson(platform);
        for (const [one, two, isFree] of history) {
          const course = isFree ? free : paid;
          const deeds = {
            enroll: () => enroll(learner, course.id),
            leave: () => leave(learner, course.id),
            grant: () => grant(learner, course.id),
            revoke: () => revoke(learner, course.id),
            buy: () => (isFree ? enroll(learner, course.id) : buy(learner, course)),
          };
          const replies = await Promise.all([deeds[one](), deeds[two]()]);
          for (const { status } of replies) expect(status).toBeLessThan(500);
        }
        await platform.settled();
        for (const course of [paid, free]) {
          const row = await rowOf(learner, course.id);
          const has = (await enrolledIn(learner)).includes(course.id);
          expect(has).toBe(row !== undefined && row.status !== "cancelled");
        }
      }),
      { numRuns: inSoak(12, 3) },
    );
    // An order that was paid while its buyer had the course already is sent back by the sweep.
    const { sweep } = await import("#core/sweep");
    await sweep(new Date(Date.now() + platform.ahead + 1000));
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });
});
