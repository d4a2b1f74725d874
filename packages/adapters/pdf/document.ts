import { PDFDocument } from "../parts/pdf";

export type Document = PDFKit.PDFDocument;

/** What a reader's program shows of a document besides its pages. */
interface About {
  /** Our own words, nobody else's: pdfkit writes them into the document's XML as they are. */
  title: string;
  subject: string;
  /** When it was made, so that the same content is the same bytes. */
  at: Date;
  layout: "portrait" | "landscape";
}

interface Opened {
  document: Document;
  /** Ends the document and answers its bytes. */
  finished: () => Promise<Buffer>;
}

/** Opens a tagged A4 document without a margin; it embeds the fonts that it uses, and asks nothing of the reader's machine. */
export function openDocument({ title, subject, at, layout }: About, { compress = true } = {}): Opened {
  const chunks: Buffer[] = [];
  const document = new PDFDocument({
    ...{ size: "A4", layout, margin: 0, compress },
    ...{ pdfVersion: "1.7", lang: "en-IN", tagged: true, displayTitle: true },
    // Without one it would read Helvetica's measures from a file that isn't in the bundle.
    font: "",
    info: { Title: title, Subject: subject, Author: "Insta iQ", Creator: "Insta iQ", CreationDate: at, ModDate: at },
  });
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = () =>
    new Promise<Buffer>((resolve, reject) => {
      document.on("end", () => resolve(Buffer.concat(chunks)));
      document.on("error", reject);
      document.end();
    });
  return { document, finished };
}
