import type { CreditNote, Invoice } from "#core/invoice.entity";
import { fontPath } from "#functions/certificates/fixture";
import { textOf } from "#testing/pdf-text";

let documentOf: typeof import("./document").documentOf;
let fixture: typeof import("./fixture");
beforeAll(async () => {
  Object.assign(process.env, { TABLE_NAME: "app" });
  ({ documentOf } = await import("./document"));
  fixture = await import("./fixture");
});

const drawn = (of: Invoice | CreditNote): Promise<Buffer> => documentOf(of, { fontPath });
const read = async (of: Invoice | CreditNote): Promise<string> => textOf(await drawn(of));
const pages = (pdf: Buffer): number => (pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g) ?? []).length;

/** Says each of these. */
const says = (text: string, ...parts: string[]) => expect(parts.filter((part) => !text.includes(part))).toEqual([]);

describe("an invoice", () => {
  it("of a buyer in the seller's state has both halves of the tax", async () => {
    const text = await read(fixture.invoiceFor(undefined));
    says(text, "TAX INVOICE", "IQ/2627/0000042", "24 November 2026", "29-Karnataka", "GSTIN 29AAACI4821Q1Z4", "999293");
    says(
      text,
      "Asha Verma",
      "asha@example.com",
      "Algebra from the Ground Up",
      "Paid on 24 November 2026: Card (pi_3Qf1)",
    );
    expect(text).not.toMatch(/IGST|Discount|UTGST|export/);
  });

  it("states the very sums of the order", async () => {
    const text = await read(fixture.invoiceFor(undefined));
    for (const sum of ["1,270.34", "114.33", "1,499.00"]) expect(text).toContain(sum);
    says(text, "Taxable value", "CGST 9%", "SGST 9%", "Total", "Rupees One Thousand Four Hundred Ninety-Nine Only");
  });

  it("of a buyer elsewhere in India has the integrated tax, the discount and the GSTIN", async () => {
    const buyer = fixture.address({ gstin: "27AAPFU0939F1ZV" });
    const text = await read(fixture.invoiceFor(buyer, { discount: 300 }));
    says(text, "IGST 18%", "182.90", "254.24", "1,016.10", "1,199.00", "27-Maharashtra", "GSTIN 27AAPFU0939F1ZV");
    expect(text).not.toMatch(/CGST|SGST/);
  });

  it("of a buyer abroad bears no tax and says why", async () => {
    const buyer = fixture.address({ state: "Bagmati", country: "Nepal" });
    const text = await read(fixture.invoiceFor(buyer, { price: 49.5, currency: "USD" }));
    says(
      text,
      "96-Other Country",
      "export under letter of undertaking",
      "$49.50",
      "US Dollars Forty-Nine and Fifty Cents",
    );
    expect(text).not.toMatch(/GST \d/);
  });

  it("in yen has no decimals, one without tax is a bill of supply, and one of the unregistered an invoice", async () => {
    says(
      await read(fixture.invoiceFor(undefined, { price: 5000, currency: "JPY" })),
      "¥5,000",
      "Japanese Yen Five Thousand",
    );
    says(await read(fixture.invoiceFor(undefined, { rate: 0 })), "BILL OF SUPPLY", "1,499.00");
    const { seller, ...rest } = fixture.invoiceFor(undefined, { rate: 0 });
    const text = await read({ ...rest, seller: { ...seller, gstin: "", territory: true } });
    expect(text).not.toMatch(/BILL|TAX INVOICE|GSTIN/);
  });

  it("in a union territory calls its part of the tax by its name", async () => {
    const { seller, ...rest } = fixture.invoiceFor(undefined);
    says(await read({ ...rest, seller: { ...seller, territory: true } }), "UTGST 9%");
  });

  it("is the same bytes each time, of a few kilobytes", async () => {
    const [first, second] = [await drawn(fixture.invoiceFor(undefined)), await drawn(fixture.invoiceFor(undefined))];
    expect(first.equals(second)).toBe(true);
    expect(first.length).toBeLessThan(40_000);
  });

  it.each([
    ["in Devanagari", "आशा वर्मा"],
    ["without a space", "W".repeat(255)],
    ["of many words", "word ".repeat(51).trim()],
  ])("to a name %s, of a title like it, is one page", async (_what, name) => {
    const long = { name, line1: name, line2: name, city: name.slice(0, 100) };
    const invoice = fixture.invoiceFor(fixture.address(long), { price: 99_999_999.99 }, { title: name });
    const pdf = await documentOf(invoice, { fontPath, compress: false });
    expect(pages(pdf)).toBe(1);
    const heights = [...pdf.toString("latin1").matchAll(/1 0 0 1 -?[\d.]+ (-?[\d.]+) Tm/g)].map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThan(20);
    expect(Math.min(...heights)).toBeGreaterThan(30);
  });
});

describe("a credit note", () => {
  it("takes a part of its invoice back, tax and all", async () => {
    const text = await read(fixture.creditFor(fixture.invoiceFor(undefined, { price: 1180 }), 590));
    says(text, "CREDIT NOTE", "CN/2627/0000007", "IQ/2627/0000042 of 24 November 2026", "taken back in part");
    says(text, "500.00", "45.00", "590.00", "Rupees Five Hundred Ninety Only");
  });

  it("of the whole says so", async () => {
    says(
      await read(fixture.creditFor(fixture.invoiceFor(undefined), 1499)),
      "taken back in full",
      "114.33",
      "1,499.00",
    );
  });
});
