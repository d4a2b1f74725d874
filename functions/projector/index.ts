import { projections } from "#core/projections";
import { countChanges } from "#core/statistics/counting";
import { consume } from "#http/consume";
import { countBusiness } from "./business";

export const handler = consume(
  "projector",
  async (change) => {
    const { entity, before, after } = change;
    await projections[entity]?.(String((after ?? before)?.id), { before, after });
    countBusiness(change);
  },
  countChanges,
);
