import { sampleOrder, samples } from "../samples";
import { orderReceipt } from "./order-receipt";
import { passwordChanged } from "./password-changed";

const mails = Object.entries(samples());

const empty = new Set(["meta", "br", "!doctype"]);

/** The first tag that doesn't fit, if any; conditional comments count as comments. */
function misfit(markup: string): string | undefined {
  const open: string[] = [];
  for (const [tag, slash, name = ""] of markup
    .replace(/<!--.*?-->/gs, "")
    .matchAll(/<(\/?)([!a-z][a-z0-9]*)[^>]*>/gi)) {
    const lower = name.toLowerCase();
    if (slash && open.pop() !== lower) return tag;
    if (!slash && !empty.has(lower)) open.push(lower);
  }
  return open.at(-1);
}

const links = (markup: string): string[] => [...markup.matchAll(/href="([^"]*)"/g)].map(([, url = ""]) => url);

describe.each(mails)("%s", (_name, { subject, html, text, unsubscribeUrl }) => {
  test("is well-formed", () => {
    expect(misfit(html)).toBeUndefined();
  });

  test("states its language, its title and that it knows the dark", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("prefers-color-scheme: dark");
  });

  test("keeps tables of layout from screen readers", () => {
    const tables = html.replace(/<!--.*?-->/gs, "").match(/<table[^>]*>/g) ?? [];
    const figures = html.match(/<table[^>]*>(?=<tr>\s*<th scope="row")/g) ?? [];
    expect(tables.filter((tag) => tag.includes('role="presentation"'))).toHaveLength(tables.length - figures.length);
  });

  test("loads nothing and runs nothing", () => {
    expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|url\(|@import|\son[a-z]+=|src=/i);
  });

  test("leads where its button says, in plain words too", () => {
    const [url = "", ...others] = links(html).filter((link) => link !== unsubscribeUrl);
    expect(url).toMatch(/^https:\/\/instaiq\.example\//);
    expect(new Set([url, ...others])).toEqual(new Set([url]));
    expect(html).toContain(`>${url}</a>`);
    expect(text.split("\n")).toContain(url);
  });

  test("says in its footer how to end it, where nobody has to get it, in plain words too", () => {
    expect(links(html).filter((link) => link.includes("/unsubscribe/"))).toEqual(
      unsubscribeUrl ? [unsubscribeUrl] : [],
    );
    expect(text.split("\n").filter((line) => line.includes("/unsubscribe/"))).toEqual(
      unsubscribeUrl ? [unsubscribeUrl] : [],
    );
  });

  test("has a subject that inboxes show whole, and one heading that isn't empty", () => {
    expect(subject.length).toBeGreaterThanOrEqual(10);
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(html.match(/<h1[^>]*>[^<]+<\/h1>/g)).toHaveLength(1);
  });

  test("has words of its own for the line beside the subject", () => {
    const [, preheader = ""] = /max-height: 0[^>]*>([^<]+?)\u034f/.exec(html) ?? [];
    expect(preheader.length).toBeGreaterThanOrEqual(15);
    expect(preheader).not.toBe(subject);
  });

  test("reads well as text", () => {
    expect(text).toContain("Hi Asha Verma,");
    expect(text).not.toMatch(/<[a-z/]|&[a-z]+;|undefined|\[object|\n{3}/i);
    expect(text).toMatch(/\n-- \nInsta iQ\n/);
  });

  test("is far below the size at which Gmail cuts", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
  });
});

const hostile = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onmouseover='alert(1)`,
  `--><script>alert(1)</script><!--`,
  "a\r\nBcc: victim@example.com",
  "&lt;b&gt;",
  "\u202etxt.exe\u202c",
  "</title><style>*{display:none}</style>",
];

describe.each(hostile)("the name and title %j", (value) => {
  test.each(Object.entries(samples(value, value)))("do no harm in %s", (name, { subject, html, text }) => {
    const usual = Object.fromEntries(mails)[name];
    const tags = (markup = "") => markup.match(/<[^>]*>/g)?.length;
    expect(tags(html)).toBe(tags(usual?.html));
    expect(misfit(html)).toBeUndefined();
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(text).not.toMatch(/\r|\nBcc|\u202e/);
    expect(html).not.toContain("\u202e");
  });
});

test.each(["Zoë 👩‍🎓", "שלום כהן", "आशा वर्मा", "O'Neil"])("%s keeps the name in the text", (name) => {
  expect(samples(name).welcome?.text).toContain(`Hi ${name},`);
});

test("a course's title stands in the subject", () => {
  expect(samples("Asha", "C & <T>").enrollment?.subject).toBe("You’re in: C & <T>");
});

describe("the receipt", () => {
  test("adds up in front of the buyer", () => {
    expect(orderReceipt(sampleOrder()).text).toContain(
      ["Price:    ₹1,499.00", "Discount: −₹300.00", "Tax:      ₹215.82", "Total:    ₹1,414.82"].join("\n"),
    );
  });

  test("names the order, the payment and when it was paid", () => {
    const { text, html } = orderReceipt(sampleOrder({ method: "card" }));
    for (const part of ["ord_01kb0z7n5v4t9w2m8q6x3c1r0d", "Card", "24 November 2026, 00:34 IST"]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
  });

  test("leaves out what there was not", () => {
    const { text } = orderReceipt(sampleOrder({ discount: 0, tax: 0, total: 1499 }));
    expect(text).not.toMatch(/Discount|Tax/);
  });

  test("of a free order says so, and of no payment", () => {
    const { text } = orderReceipt(
      sampleOrder({ provider: "none", method: undefined, discount: 1499, tax: 0, total: 0 }),
    );
    expect(text).toContain("Free of charge");
    expect(text).not.toMatch(/payment has arrived|Paid/);
  });

  test.each([
    [{ provider: "stripe", method: "upi" }, "UPI"],
    [{ provider: "stripe", method: "us_bank_account" }, "us bank account"],
    [{ provider: "stripe", method: undefined }, "Online payment"],
    [{ provider: "manual", method: undefined }, "Settled by our team"],
  ])("of %j says %s", (payment, words) => {
    expect(orderReceipt(sampleOrder(payment)).text).toContain(`Payment: ${words}\n`);
  });

  test("writes a currency without decimals without them", () => {
    expect(orderReceipt(sampleOrder({ currency: "JPY", amount: 500, discount: 0, tax: 0, total: 500 })).text).toMatch(
      /Total: +JP¥500|Total: +¥500/,
    );
  });
});

test("a changed password is told with its time in India and in UTC, and what to do", () => {
  const { text } = passwordChanged({
    ...{ name: "Asha", email: "asha@example.com", changedAt: "2026-11-23T12:00:00Z" },
    resetUrl: "https://instaiq.example/forgot-password",
  });
  expect(text).toContain("23 November 2026, 17:30 IST (23 November 2026, 12:00 UTC)");
  expect(text).toContain("If it wasn’t you:\n\n1. Reset your password now.");
});
