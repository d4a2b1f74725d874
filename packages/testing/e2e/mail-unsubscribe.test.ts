import { call } from "../api";
import { newEvent, registerFor } from "../events";
import { type Mail, mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, pass, signedInAgain, sweep } from "../time";

describe("mail that nobody has to get", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const remindersOf = async ({ email }: { email: string }): Promise<Mail[]> =>
    (await mailsTo(platform, email)).filter(({ subject }) => subject.startsWith("It begins"));

  /** Registers them for an event of tomorrow, and lets the day before it come. */
  async function remind(...guests: Person[]): Promise<void> {
    const { date, time } = dayAfterTomorrow();
    const { token, ...rest } = await signedInAgain(platform, admin);
    const event = await newEvent(platform, { ...rest, token }, { title: "Soon", date, time, timezone: "UTC" });
    for (const guest of guests) await registerFor(platform, await signedInAgain(platform, guest), event);
    await platform.settled();
    pass(platform, 25 * hour);
    await sweep(platform);
  }

  function dayAfterTomorrow() {
    const at = new Date(Date.now() + platform.ahead + 48 * hour).toISOString();
    return { date: at.slice(0, 10), time: at.slice(11, 16) };
  }

  async function reminded(): Promise<{ guest: Person; mail: Mail; route: string }> {
    const guest = await newPerson(platform);
    await remind(guest);
    const [mail] = await remindersOf(guest);
    if (!mail) throw new Error("there was no reminder");
    const [, url = ""] = /^<(.*)>$/.exec(mail.headers["list-unsubscribe"] ?? "") ?? [];
    return { guest, mail, route: new URL(url).pathname };
  }

  const form = (type: string, raw: string) => ({ headers: { "content-type": type }, raw });
  const click = form("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");
  const clickOfParts = form(
    "multipart/form-data; boundary=x1",
    '--x1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x1--\r\n',
  );

  const preferencesOf = async (guest: Person) => {
    const { token } = await signedInAgain(platform, guest);
    return (await call(platform, "GET /api/auth/profile", { token })).body.user.mail_preferences;
  };

  it("says in its headers and its footer how to end it, and nothing else does", async () => {
    const { guest, mail, route } = await reminded();
    expect(mail.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    for (const part of [mail.html, mail.text]) expect(part).toContain(`${platform.cloud.urls.api}${route}`);
    const others = (await mailsTo(platform, guest.email)).filter(({ subject }) => !subject.startsWith("It begins"));
    expect(others.length).toBeGreaterThanOrEqual(2);
    for (const { headers } of others) expect(headers).not.toHaveProperty("list-unsubscribe");
  });

  it.each([
    ["as most send it", click],
    ["in parts", clickOfParts],
  ])("is ended with one click %s, without signing in; once more is fine", async (_how, request) => {
    const { guest, route } = await reminded();
    for (const _ of [1, 2]) expect((await call(platform, `POST ${route}`, request)).status).toBe(200);
    expect(await preferencesOf(guest)).toEqual({ reminders: false });
    await remind(guest);
    expect(await remindersOf(guest)).toHaveLength(1);
  });

  it("goes on when its link is only looked at, as scanners do", async () => {
    const { guest, route } = await reminded();
    const page = await call(platform, `GET ${route}`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.body).toContain('<form method="post">');
    expect(await preferencesOf(guest)).toEqual({ reminders: true });
  });

  it("isn't ended by a link that isn't ours, or by a post that doesn't say so", async () => {
    const { guest, route } = await reminded();
    const token = route.split("/").at(-1) ?? "";
    const [id, kind, signature = ""] = token.split(".");
    const other = await newPerson(platform);
    const forged = [
      `${other.id}.${kind}.${signature}`,
      `${id}.news.${signature}`,
      `${id}.${kind}.${signature.slice(1)}`,
    ];
    for (const one of [...forged, "x"])
      expect(await call(platform, `POST /api/mail/unsubscribe/${one}`, click)).toMatchObject({
        ...{ status: 400, body: { code: "invalid_link" } },
      });
    const posts = [
      [form("application/x-www-form-urlencoded", "List-Unsubscribe=Later"), 400, "invalid_input"],
      [form("multipart/form-data; boundary=x1", "no parts"), 400, "malformed_form"],
      [form("multipart/form-data", "no boundary"), 400, "malformed_form"],
      [form("application/json", '{"List-Unsubscribe":"One-Click"}'), 415, "unsupported_media_type"],
      [form("application/x-www-form-urlencoded", `a=${"b".repeat(300_000)}`), 413, "body_too_large"],
    ] as const;
    for (const [request, status, code] of posts)
      expect(await call(platform, `POST ${route}`, request)).toMatchObject({ status, body: { code } });
    expect(await preferencesOf(guest)).toEqual({ reminders: true });
  });

  it("is switched off and on in the account; what isn't named stays", async () => {
    const guest = await newPerson(platform);
    const set = async (body: object) =>
      call(platform, "PUT /api/auth/mail-preferences", { token: (await signedInAgain(platform, guest)).token, body });
    expect((await set({ reminders: false })).body.mail_preferences).toEqual({ reminders: false });
    expect((await set({})).body.mail_preferences).toEqual({ reminders: false });
    await remind(guest);
    expect(await remindersOf(guest)).toEqual([]);
    expect((await set({ reminders: true })).body.mail_preferences).toEqual({ reminders: true });
    await remind(guest);
    expect(await remindersOf(guest)).toHaveLength(1);
  });

  it("of an account that is gone can be ended, too", async () => {
    const { guest, route } = await reminded();
    const { token } = await signedInAgain(platform, guest);
    await call(platform, "DELETE /api/auth/profile", { token, body: { password: guest.password } });
    expect((await call(platform, `POST ${route}`, click)).status).toBe(200);
    const { Users } = await import("#core/user.entity");
    expect((await Users.get({ id: guest.id }).go()).data).not.toHaveProperty("unsubscribed");
  });
});
