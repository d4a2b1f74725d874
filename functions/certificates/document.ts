import { join } from "node:path";
import { type Document, openDocument } from "#adapters/pdf/document";
import { legible } from "#adapters/pdf/legible";
import { Lettering } from "#adapters/pdf/lettering";
import type { RawAnswer } from "#contract/endpoint";
import type { Certificate } from "#core/certificate.entity";
import { certificatePage } from "#core/enrollment.view";
import { drawFrame } from "./ornament";
import { type Part, partsOf } from "./parts";
import { day, type Facts } from "./wording";

/** What a certificate is made of. */
interface Issued {
  certificate: Certificate;
  /** The course's own; see wording.ts. */
  wording?: string;
}

interface Making {
  fontPath?: (file: string) => string;
  compress?: boolean;
}

/** Draws the ornaments, which nobody needs to hear of, and the parts under what each of them is. */
function draw(document: Document, parts: Part[]): void {
  document.markContent("Artifact", { type: "Layout" });
  drawFrame(document);
  document.endMarkedContent();
  const root = document.struct("Document");
  document.addStructure(root);
  for (const { type, paint, ...told } of parts) root.add(document.struct(type, told, paint));
  root.end();
}

async function factsOf({ name, course_title, completed_at, code }: Certificate): Promise<Facts> {
  return { name: await legible(name), course: await legible(course_title), date: day(completed_at), code };
}

const besideBundle = (file: string): string => join(__dirname, file);

/** The certificate as a PDF: the same bytes each time. */
export async function documentOf(
  { certificate, wording }: Issued,
  { fontPath = besideBundle, compress }: Making = {},
): Promise<Buffer> {
  const { code, issued_at } = certificate;
  const about = { title: `Certificate ${code}`, subject: "Certificate of completion", at: new Date(issued_at) };
  const { document, finished } = openDocument({ ...about, layout: "landscape" }, { compress });
  const lettering = new Lettering(document, fontPath);
  const facts = await factsOf(certificate);
  const page = { document, lettering, facts, center: document.page.width / 2, url: certificatePage(code) };
  draw(document, partsOf(page, wording && (await legible(wording))));
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
