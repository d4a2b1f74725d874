import { call } from "../api";
import { announce, type Form, png, send } from "../files";
import { answerMail, mailsTo } from "../inbox";
import { operated } from "../operator";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { poisoned } from "../poison";

describe("an event that a worker can't take", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  it("is a picture's, parked after three tries: handed over again, it is drawn", async () => {
    const person = await newPerson(platform);
    const form: Form = (await announce(platform, person)).body.upload;
    const mend = poisoned(platform, "resizer", "s3");
    await send(form, png());
    await platform.settled();
    mend();
    const stateOf = async () =>
      (await call(platform, `GET /api/uploads/${form.id}`, { token: person.token })).body.upload.state;
    expect(await stateOf()).not.toBe("ready");

    expect(await operated(platform, "queues", "show", "resizer")).toMatchObject({
      code: 1,
      said: expect.stringMatching(/resizer: 1\n.*(RetriesExhausted|EventAgeExceeded).* tries/),
    });
    expect(await operated(platform, "queues", "redrive", "resizer")).toMatchObject({ code: 0 });
    expect(await stateOf()).toBe("ready");
  });

  it("is a complaint: handed over again, the address gets no mail any more", async () => {
    const person = await newPerson(platform);
    const [mail] = await mailsTo(platform, person.email);
    if (!mail) throw new Error("there was no mail");
    const mend = poisoned(platform, "feedback", "dynamodb");
    await answerMail(platform, mail, "complaint");
    mend();
    const { suppressionOf } = await import("#core/suppression");
    expect(await suppressionOf(person.email)).toBeUndefined();

    expect(await operated(platform, "queues", "redrive", "feedback")).toMatchObject({ code: 0 });
    expect(await suppressionOf(person.email)).toMatchObject({ reason: "complained" });
  });
});
