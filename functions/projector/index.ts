import { projectCourse } from "#core/catalogue";
import { projectOrder } from "#core/ledger";
import { consume } from "#http/consume";

const projections: Record<string, (id: string) => Promise<void>> = { course: projectCourse, order: projectOrder };

export const handler = consume("projector", async ({ entity, before, after }) => {
  await projections[entity]?.(String((after ?? before)?.id));
});
