import { projections } from "#core/projections";
import { countChanges } from "#core/statistics/counting";
import { consume } from "#http/consume";

export const handler = consume(
  "projector",
  async ({ entity, before, after }) => {
    await projections[entity]?.(String((after ?? before)?.id), { before, after });
  },
  countChanges,
);
