import { openDocument } from "#adapters/pdf/document";
import { Lettering, type Making } from "#adapters/pdf/lettering";
import { drawParts } from "#adapters/pdf/parts";
import type { RawAnswer } from "#contract/endpoint";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import { light } from "#functions/mailer/mails/palette";
import { legiblePaper } from "./legible-paper";
import { paperOf } from "./paper";
import { partsOf } from "./parts";

const margin = 48;

/** An invoice or a credit note as a PDF: the same bytes each time. */
export async function documentOf(of: Invoice | CreditNote, making: Making = {}): Promise<Buffer> {
  const paper = await legiblePaper(paperOf(of));
  const about = { title: `${paper.title} ${of.number}`, subject: paper.title, at: new Date(of.issued_at) };
  const { document, finished } = openDocument({ ...about, layout: "portrait" }, making);
  const { width } = document.page;
  const sheet = { document, lettering: new Lettering(document, making), left: margin, right: width - margin, y: 112 };
  drawParts(document, () => document.rect(0, 0, width, 6).fill(light.accent), partsOf(sheet, paper));
  return finished();
}

/** `IQ-2627-0000001.pdf`: a file's name can't have slashes. */
export const fileName = ({ number }: Invoice | CreditNote): string => `${number.replaceAll("/", "-")}.pdf`;

/** The paper as it is answered: shown by the browser, saved under its number. */
export async function render(of: Invoice | CreditNote): Promise<RawAnswer> {
  return {
    contentType: "application/pdf",
    content: await documentOf(of),
    headers: { "content-disposition": `inline; filename="${fileName(of)}"` },
  };
}
