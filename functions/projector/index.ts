import { projections, unconcerned } from "#core/projections";
import { consume } from "#http/consume";

export const handler = consume("projector", async ({ entity, before, after }) => {
  if (before && after && unconcerned[entity]?.(before, after)) return;
  await projections[entity]?.(String((after ?? before)?.id));
});
