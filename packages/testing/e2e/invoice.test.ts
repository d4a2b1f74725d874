import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { callsOf } from "../effects";
import { mailsTo } from "../inbox";
import { violations } from "../invariants";
import { bought, invoiceOf } from "../invoices";
import { order, pay } from "../payments";
import { textOf } from "../pdf-text";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { hour, pass, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

jest.setTimeout(300_000);

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterEach(async () => {
  await delivered(platform);
  expect(await violations(platform)).toEqual([]);
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
});
afterAll(() => platform.close());

const address = { name: "Asha Rao", line1: "1 MG Road", city: "Pune", state: "MH", country: "IN", pincode: "411001" };

const seen = ({ status, body }: Reply): unknown[] => [status, body.code];
const as = ({ token }: Person, route: string, body?: object): Promise<Reply> => call(platform, route, { token, body });

/** The text of a PDF that is answered. */
async function pdfOf({ token }: Person, path: string): Promise<string> {
  const answer = await fetch(`${platform.cloud.urls.api}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return textOf(Buffer.from(await answer.arrayBuffer()));
}

const refund = async (id: string, amount?: number): Promise<string> => {
  const { status, body } = await as(admin, `POST /api/orders/${id}/refund`, { amount, reason: "As agreed" });
  expect([status, body.refund?.status]).toEqual([201, "succeeded"]);
  await delivered(platform);
  return body.refund.id;
};

describe("an order", () => {
  it("has the tax in its price, and says how much of it is whose", async () => {
    const { body } = await order(platform, await newPerson(platform), await newCourse(platform, admin));
    expect(body.order).toMatchObject({
      ...{ amount: 1270.34, discount_amount: 0, tax_amount: 228.66, total_amount: 1499, invoice_number: null },
      tax: {
        ...{ rate: 18, mode: "inclusive", place_of_supply: "29-Karnataka", sac: "999293" },
        ...{ cgst: 114.33, sgst: 114.33, igst: 0 },
      },
    });
  });

  it.each([
    [{}, { tax: { place_of_supply: "27-Maharashtra", cgst: 0, igst: 228.66 }, tax_amount: 228.66 }],
    [{ gstin: "29aagcb7383j1z4" }, { tax: { place_of_supply: "29-Karnataka", cgst: 114.33, igst: 0 } }],
    [
      { country: "Nepal", state: "Bagmati" },
      { tax: { place_of_supply: "96-Other Country", rate: 0 }, tax_amount: 0 },
    ],
  ])("to an address with %j is taxed where that is", async (change, expected) => {
    const { id: course_id } = await newCourse(platform, admin);
    const wanted = { course_id, billing_address: { ...address, ...change } };
    const { body } = await as(await newPerson(platform), "POST /api/orders/create-payment", wanted);
    expect(body.order).toMatchObject({ total_amount: 1499, ...expected });
  });

  it.each([
    [{ state: "Atlantis" }, "body.billing_address.state"],
    [{ gstin: "27AAPFU0939F1ZX" }, "body.billing_address.gstin"],
    [{ gstin: "27AAPFU" }, "body.billing_address.gstin"],
  ])("is refused to an address with %j", async (change, path) => {
    const wanted = { course_id: "crs_0001", billing_address: { ...address, ...change } };
    const { status, body } = await as(await newPerson(platform), "POST /api/orders/create-payment", wanted);
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });
});

describe("an invoice", () => {
  it("is a PDF of the order's own sums, for its buyer and for admins, by one call", async () => {
    const buyer = await newPerson(platform, { name: "आशा वर्मा" });
    const id = await bought(platform, buyer, await newCourse(platform, admin, { title: "Algebra" }));
    const { number } = await invoiceOf(id);
    const text = await pdfOf(buyer, `/api/orders/${id}/invoice`);
    for (const part of [String(number), id, "Algebra", "1,270.34", "114.33", "1,499.00", "29-Karnataka"])
      expect(text).toContain(part);
    expect(await pdfOf(admin, `/api/orders/${id}/invoice`)).toBe(text);
    const reply = await as(buyer, `GET /api/orders/${id}/invoice`);
    expect(reply.headers.get("content-disposition")).toBe(
      `inline; filename="${String(number).replaceAll("/", "-")}.pdf"`,
    );
    expect(callsOf(platform, reply).slice(-1)).toEqual(["dynamodb:BatchGetItem"]);
    expect(seen(await as(await newPerson(platform), `GET /api/orders/${id}/invoice`))).toEqual([
      404,
      "order_not_found",
    ]);
  });

  it("that isn't there is missing for a reason", async () => {
    const buyer = await newPerson(platform);
    const { body: unpaid } = await order(platform, buyer, await newCourse(platform, admin));
    const { body: free } = await order(platform, buyer, await newCourse(platform, admin, { price: 0 }));
    const reasons = await Promise.all(
      [unpaid, free].map(({ order: { id } }) => as(buyer, `GET /api/orders/${id}/invoice`)),
    );
    expect(reasons.map(({ status, body }) => [status, body.code, body.detail])).toEqual([
      [404, "invoice_not_found", "This order isn't paid"],
      [404, "invoice_not_found", "Nothing was due for this order"],
    ]);
    expect(seen(await as(buyer, "GET /api/orders/ord_nowhere/invoice"))).toEqual([404, "order_not_found"]);
  });

  it("comes with its receipt", async () => {
    const buyer = await newPerson(platform);
    const id = await bought(platform, buyer, await newCourse(platform, admin));
    const receipts = (await mailsTo(platform, buyer.email)).filter(({ subject }) => subject.startsWith("Your receipt"));
    const { number } = await invoiceOf(id);
    expect(receipts).toMatchObject([{ text: expect.stringContaining(`${number} (attached)`) }]);
    expect(receipts).toMatchObject([{ attachments: [{ filename: `${String(number).replaceAll("/", "-")}.pdf` }] }]);
  });
});

describe("a refund", () => {
  it("in parts is credited by notes that together are the invoice", async () => {
    const buyer = await newPerson(platform);
    const id = await bought(platform, buyer, await newCourse(platform, admin));
    const refunds = [await refund(id, 333.33), await refund(id, 0.01), await refund(id)];
    const notes = (await rowsOf("credit-note")).filter(({ order_id }) => order_id === id);
    expect(notes.map(({ refund_id }) => refund_id).sort()).toEqual(refunds.sort());
    const paise = (value: unknown) => Math.round(Number(value) * 100);
    const sum = (name: string) => notes.reduce((total, note) => total + paise(note[name]), 0);
    const invoice = await invoiceOf(id);
    for (const name of ["amount", "tax_amount", "total_amount"])
      expect([name, sum(name)]).toEqual([name, paise(invoice[name])]);
    expect(invoice.credited_amount).toBe(1499);
    const mails = (await mailsTo(platform, buyer.email)).filter(({ subject }) => subject.startsWith("Your refund"));
    expect(mails).toHaveLength(3);
    expect(mails.filter(({ text }) => text.includes("in full"))).toHaveLength(1);
  });

  it("has a credit note as a PDF, for its buyer", async () => {
    const buyer = await newPerson(platform);
    const id = await bought(platform, buyer, await newCourse(platform, admin));
    const refund_id = await refund(id, 590);
    const path = `/api/orders/${id}/credit-notes/${refund_id}`;
    const text = await pdfOf(buyer, path);
    for (const part of ["CREDIT NOTE", "590.00", "500.00", "45.00", String((await invoiceOf(id)).number)])
      expect(text).toContain(part);
    expect(seen(await as(await newPerson(platform), `GET ${path}`))).toEqual([404, "order_not_found"]);
    expect(seen(await as(buyer, `GET /api/orders/${id}/credit-notes/rfd_none`))).toEqual([
      404,
      "credit_note_not_found",
    ]);
  });

  it("of what couldn't be granted has neither invoice nor credit note, and two mails that say why", async () => {
    let buyer = await newPerson(platform);
    const course = await newCourse(platform, admin);
    const first = await order(platform, buyer, course);
    await delivered(platform);
    pass(platform, hour);
    [admin, buyer] = [await signedInAgain(platform, admin), await signedInAgain(platform, buyer)];
    const { body } = await order(platform, buyer, course);
    for (const { payment } of [first.body, body]) {
      await pay(platform, payment);
      await delivered(platform);
    }
    expect((await as(buyer, `GET /api/orders/${body.order.id}/invoice`)).body.detail).toMatch(/all of it goes back/);
    const subjects = (await mailsTo(platform, buyer.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === `Your payment goes back: ${course.title}`)).toHaveLength(1);
    expect(subjects.filter((subject) => subject === `Your receipt: ${course.title}`)).toHaveLength(1);
    await sweep(platform);
    const mails = await mailsTo(platform, buyer.email);
    expect(mails.filter(({ subject }) => subject === `Your refund: ${course.title}`)).toHaveLength(1);
    expect(mails.find(({ subject }) => subject.startsWith("Your payment"))?.text).toContain(
      "You are enrolled in this course already. So we send all of it back",
    );
  });
});
