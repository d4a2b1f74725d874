/** Modules of white that a reader needs around the code (ISO/IEC 18004). */
const quiet = 4;

/** The QR code of a text as an SVG image, white margin and all. */
export async function qrSvg(text: string): Promise<string> {
  const { create } = await import("#adapters/parts/qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const cells = Array.from({ length: modules.size }, (_, row) => row).flatMap((row) =>
    Array.from({ length: modules.size }, (_, column) =>
      modules.get(row, column) ? `M${column + quiet} ${row + quiet}h1v1h-1z` : "",
    ),
  );
  const side = modules.size + 2 * quiet;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${cells.join("")}"/></svg>`;
}
