import type { Page } from "#core/page";

/** A page under its plural noun: `{ "courses": […], "total", "totalPages", "currentPage", "nextCursor" }`. */
export const listAnswer = <Noun extends string, Row>(noun: Noun, { rows, ...page }: Page<Row>) => ({
  ...({ [noun]: rows } as Record<Noun, Row[]>),
  ...page,
});
