import { call } from "../api";
import { atEveryCall, type Job, usual } from "../crash";
import { announce, type Form, png, send } from "../files";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("the resizer", () => {
  let platform: TestPlatform;
  let person: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const drawing: Job<Form> = {
    worker: "resizer",
    prepare: async () => {
      person = await newPerson(platform);
      return (await announce(platform, person)).body.upload;
    },
    act: async (form) => {
      await send(form, png());
      await platform.settled();
      return undefined;
    },
    recover: () => platform.settled(),
    assess: async ({ id }, point) => {
      const { upload } = (await call(platform, `GET /api/uploads/${id}`, { token: person.token })).body;
      expect([point, upload.state, upload.variants.length]).toEqual([point, "ready", 3]);
      const answers = await Promise.all(upload.variants.map(({ url }: { url: string }) => fetch(url)));
      expect([point, answers.map(({ ok }) => ok)]).toEqual([point, [true, true, true]]);
    },
  };

  it.each(usual)("gets to the end after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, drawing, mishap);
    expect(points).toEqual(["UpdateItem", "GetObject", "PutObject", "PutObject", "PutObject", "TransactWriteItems"]);
  });
});
