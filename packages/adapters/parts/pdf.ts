// Both in one, because pdfkit has fontkit within.
export { create } from "fontkit";
export { default as PDFDocument } from "pdfkit";
