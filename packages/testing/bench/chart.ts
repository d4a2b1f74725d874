/** A bar, and what stands at its end. */
export interface Bar {
  label: string;
  value: number;
  text: string;
  /** Whether it is ours. */
  ours?: boolean;
}

const [left, width, line, right] = [250, 420, 26, 90];

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

// Readable on a light page and on a dark one, whichever the reader's program shows.
const style = `text{font:13px system-ui,sans-serif;fill:#24292f}.h{font-weight:600}.b{fill:#8c959f}.o{fill:#1f6feb}.g{stroke:#cf222e;stroke-dasharray:4 3}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.b{fill:#6e7681}.o{fill:#58a6ff}.g{stroke:#ff7b72}}`;

/** A chart of bars as SVG, with a line where a goal is. */
export function barChart(title: string, bars: readonly Bar[], goal?: number): string {
  const most = Math.max(...bars.map(({ value }) => value), goal ?? 0);
  const long = (value: number): string => ((value / most) * width).toFixed(1);
  const height = 40 + bars.length * line + 10;
  const rows = bars.map(({ label, value, text, ours }, index) => {
    const y = 40 + index * line;
    const end = left + Number(long(value)) + 6;
    return `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text><rect class="${ours ? "o" : "b"}" x="${left}" y="${y}" width="${long(value)}" height="18" rx="2"/><text x="${end}" y="${y + 14}">${escaped(text)}</text>`;
  });
  const x = left + Number(long(goal ?? 0));
  const mark = goal === undefined ? "" : `<line class="g" x1="${x}" x2="${x}" y1="34" y2="${height - 6}"/>`;
  const size = `viewBox="0 0 ${left + width + right} ${height}" width="${left + width + right}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(title)}"><style>${style}</style><text class="h" x="8" y="20">${escaped(title)}</text>${rows.join("")}${mark}</svg>\n`;
}
