import { openDocument } from "#adapters/pdf/document";
import { legible } from "#adapters/pdf/legible";
import { Lettering, type Making } from "#adapters/pdf/lettering";
import { drawParts } from "#adapters/pdf/parts";
import type { RawAnswer } from "#contract/endpoint";
import type { Certificate } from "#core/certificate.entity";
import { certificatePage } from "#core/enrollment.view";
import { drawFrame } from "./ornament";
import { partsOf } from "./parts";
import { day, type Facts } from "./wording";

/** What a certificate is made of. */
interface Issued {
  certificate: Certificate;
  /** The course's own; see wording.ts. */
  wording?: string;
}

async function factsOf({ name, course_title, completed_at, code }: Certificate): Promise<Facts> {
  return { name: await legible(name), course: await legible(course_title), date: day(completed_at), code };
}

/** The certificate as a PDF: the same bytes each time. */
export async function documentOf({ certificate, wording }: Issued, making: Making = {}): Promise<Buffer> {
  const { code, issued_at } = certificate;
  const about = { title: `Certificate ${code}`, subject: "Certificate of completion", at: new Date(issued_at) };
  const { document, finished } = openDocument({ ...about, layout: "landscape" }, making);
  const lettering = new Lettering(document, making);
  const facts = await factsOf(certificate);
  const page = { document, lettering, facts, center: document.page.width / 2, url: certificatePage(code) };
  const parts = partsOf(page, wording && (await legible(wording)));
  drawParts(document, () => drawFrame(document), parts);
  return finished();
}

/** The certificate as it is answered: shown by the browser, saved under its code. */
export async function render(issued: Issued): Promise<RawAnswer> {
  return {
    contentType: "application/pdf",
    content: await documentOf(issued),
    headers: { "content-disposition": `inline; filename="certificate-${issued.certificate.code}.pdf"` },
  };
}
