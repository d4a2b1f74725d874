import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { compose, startSes } from "../fixture";

describe("the inbox", () => {
  type Running = Awaited<ReturnType<typeof startSes>>;
  let local: Running;
  let now = Date.parse("2026-11-02T10:00:00Z");
  beforeEach(async () => {
    local = await startSes({ clock: () => now });
  });
  afterEach(() => local.close());

  async function send(overrides: Parameters<typeof compose>[0] = {}): Promise<string> {
    const { MessageId = "" } = await local.sdk.send(
      new SendRawEmailCommand({ RawMessage: { Data: await compose(overrides) } }),
    );
    return MessageId;
  }

  const evil = `<script>alert(1)</script>"'&`;

  it("says that nothing was sent yet", async () => {
    expect(await local.text("/")).toContain("Nothing sent yet");
  });

  it("lists the newest message first", async () => {
    await send({ subject: "First" });
    await send({ subject: "Second", to: "ravi@example.com" });

    const page = await local.text("/");

    expect(page).toContain("2 messages");
    expect(page).toMatch(/ravi@example\.com[\s\S]*Second[\s\S]*asha@example\.com[\s\S]*First/);
  });

  it("escapes what others wrote", async () => {
    const id = await send({
      subject: evil,
      text: evil,
      to: `"${evil.replaceAll('"', "")}" <asha@example.com>`,
      headers: { "X-Note": evil },
      attachments: [{ filename: `${evil}.txt`, content: "x" }],
    });

    for (const path of [
      "/",
      `/messages/${id}`,
      `/messages/${id}?view=text`,
      `/messages/${id}?view=source`,
      `/messages/${id}?view=headers`,
    ]) {
      const page = await local.text(path);
      expect(page).not.toContain("<script>alert");
      expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    }
  });

  it("shows the message in a frame that runs nothing", async () => {
    const id = await send({
      html: `<html><head><title>x</title></head><body>${evil}<a href="https://a.example">go</a></body></html>`,
    });

    const page = await local.text(`/messages/${id}`);
    const frame = await local.get(`/messages/${id}/html`);

    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(frame.headers.get("content-security-policy")).toMatch(/^sandbox allow-popups [^;]*; default-src 'none'/);
    expect(await frame.text()).toContain('<head><base target="_blank">');
  });

  it("shows plain text with its links, and only the views that there are", async () => {
    const id = await send({ html: undefined });

    const page = await local.text(`/messages/${id}`);

    expect(page).toContain('<a href="https://insta-iq.example/start?a=1&amp;b=2" target="_blank" rel="noopener">');
    expect(page).not.toContain("view=html");
  });

  it("offers attachments, and shows those that the message refers to", async () => {
    const id = await send({
      html: '<img src="cid:qr@insta-iq">',
      attachments: [
        { filename: "Résumé.pdf", content: "%PDF-", contentType: "application/pdf" },
        { filename: "qr.png", content: "png", cid: "qr@insta-iq", contentType: "image/png" },
      ],
    });

    const [message] = JSON.parse(await local.text(`/messages.json`));
    const index = message.attachments.findIndex(({ filename }: { filename: string }) => filename === "Résumé.pdf");
    const download = await local.get(`/messages/${id}/attachments/${index}`);

    expect(message.attachments[index]).toEqual({
      filename: "Résumé.pdf",
      contentType: "application/pdf",
      size: 5,
      contentId: null,
    });
    expect(await download.text()).toBe("%PDF-");
    expect(download.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf");
    expect(await local.text(`/messages/${id}/html`)).toContain(`src="/messages/${id}/attachments/${1 - index}"`);
  });

  it("finds messages by recipient, subject and time", async () => {
    await send({ subject: "Receipt", to: "asha@example.com" });
    now += 60_000;
    const since = new Date(now).toISOString();
    await send({ subject: "Your ticket", to: "asha@example.com, ravi@example.com" });

    const subjects = async (query: string) =>
      JSON.parse(await local.text(`/messages.json?${query}`)).map(({ subject }: { subject: string }) => subject);

    expect(await subjects("to=ASHA@example.com")).toEqual(["Your ticket", "Receipt"]);
    expect(await subjects("to=ravi@example.com")).toEqual(["Your ticket"]);
    expect(await subjects("to=ravi")).toEqual([]);
    expect(await subjects("subject=receipt")).toEqual(["Receipt"]);
    expect(await subjects(`since=${since}`)).toEqual(["Your ticket"]);
    expect(await subjects(`since=${now}&subject=receipt`)).toEqual([]);
  });

  it("is emptied, but not by pages of other origins", async () => {
    const id = await send();
    const foreign = await local.get("/messages", { method: "DELETE", headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    expect(await local.text("/messages.json")).toContain(id);

    expect((await local.get("/messages", { method: "DELETE" })).status).toBe(204);

    expect(await local.text("/messages.json")).toBe("[]");
    expect((await local.get(`/messages/${id}`)).status).toBe(404);
  });

  it.each(["/messages/none", "/messages/../x", "/elsewhere"])("has nothing at %s", async (path) => {
    expect((await local.get(path)).status).toBe(404);
  });
});
