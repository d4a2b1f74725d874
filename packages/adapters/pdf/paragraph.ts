import type { Weight } from "./fonts";
import type { Lettering } from "./lettering";

/** Words of one look. */
export interface Piece {
  text: string;
  weight: Weight;
  color: string;
}

/** Pieces that no line break parts: a word, or a word and the comma of another look behind it. */
interface Cluster {
  pieces: (Piece & { width: number })[];
  width: number;
}

interface Line {
  clusters: Cluster[];
  width: number;
}

/** Text in lines, ready to be set. */
export interface Paragraph {
  size: number;
  lines: Line[];
}

interface Room {
  size: number;
  width: number;
}

/** A word in parts that each fit; between letters, never within one. Shaped as a whole they are a little narrower. */
function cut(lettering: Lettering, { text, weight }: Piece, { size, width }: Room): string[] {
  if (lettering.width(text, { weight, size }) <= width) return [text];
  const parts: string[] = [];
  let room = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = lettering.width(segment, { weight, size });
    if (wide > room) {
      parts.push("");
      room = width;
    }
    parts[parts.length - 1] += segment;
    room -= wide;
  }
  return parts;
}

const joined = (pieces: Cluster["pieces"]): Cluster => ({
  pieces,
  width: pieces.reduce((sum, { width }) => sum + width, 0),
});

/** What stays together, in its order: spaces part it, changes of look don't. */
function clustersOf(lettering: Lettering, pieces: Piece[], room: Room): Cluster[] {
  const clusters: Cluster["pieces"][] = [];
  let apart = true;
  for (const piece of pieces)
    for (const token of piece.text.split(/( )/).filter((token) => token !== "")) {
      if (token === " ") {
        apart = true;
        continue;
      }
      const parts = cut(lettering, { ...piece, text: token }, room);
      const set = parts.map((text) => ({
        ...piece,
        text,
        width: lettering.width(text, { ...piece, size: room.size }),
      }));
      const last = clusters.at(-1);
      if (last && !apart && parts.length === 1 && joined([...last, ...set]).width <= room.width) last.push(...set);
      else clusters.push(...set.map((one) => [one]));
      apart = false;
    }
  return clusters.map(joined);
}

const gapOf = (lettering: Lettering, size: number): number => lettering.width(" ", { size, weight: 400 });

/** Breaks text into lines that are no wider than the room. */
function broken(lettering: Lettering, pieces: Piece[], room: Room): Line[] {
  const gap = gapOf(lettering, room.size);
  const lines: Line[] = [];
  for (const cluster of clustersOf(lettering, pieces, room)) {
    const line = lines.at(-1);
    if (line && line.width + gap + cluster.width <= room.width) {
      line.clusters.push(cluster);
      line.width += gap + cluster.width;
    } else lines.push({ clusters: [cluster], width: cluster.width });
  }
  return lines;
}

/** The text at the largest of the sizes at which it has no more than so many lines; at the smallest, however many. */
export function fitted(
  lettering: Lettering,
  pieces: Piece[],
  { sizes, width, lines: most }: { sizes: number[]; width: number; lines: number },
): Paragraph {
  let paragraph: Paragraph = { size: 0, lines: [] };
  for (const size of sizes) {
    paragraph = { size, lines: broken(lettering, pieces, { size, width }) };
    if (paragraph.lines.length <= most) break;
  }
  return paragraph;
}

interface Spot {
  /** Where its lines begin, have their middle, or end. */
  x: number;
  align?: "left" | "center" | "right";
  /** Of the first line. */
  baseline: number;
  /** Distance of lines, in sizes of the letters. */
  leading: number;
}

const before = { left: 0, center: 0.5, right: 1 } as const;

/** Sets the text, around `x` unless it is said otherwise. @returns the baseline of its last line */
export function putParagraph(
  lettering: Lettering,
  { size, lines }: Paragraph,
  { x, align = "center", baseline, leading }: Spot,
): number {
  const gap = gapOf(lettering, size);
  for (const [index, line] of lines.entries()) {
    let at = x - line.width * before[align];
    for (const cluster of line.clusters) {
      for (const piece of cluster.pieces) {
        lettering.put(piece.text, at, baseline + index * leading * size, { ...piece, size });
        at += piece.width;
      }
      at += gap;
    }
  }
  return baseline + Math.max(0, lines.length - 1) * leading * size;
}
