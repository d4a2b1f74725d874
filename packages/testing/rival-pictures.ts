import { announce, send } from "./files";
import type { Person } from "./people";
import { photograph } from "./photographs";
import type { TestPlatform } from "./platform";

/** Resolves when the resizer has drawn its next picture, whose first file then takes seconds to be written. */
function heldUp({ cloud }: TestPlatform): Promise<void> {
  return new Promise((resolve) => {
    const remove = cloud.faults.inject(({ functionName, action }) => {
      if (!functionName?.includes("-resizerFunction") || action !== "PutObject") return undefined;
      remove();
      resolve();
      return { before: "timeout" };
    });
  });
}

/**
 * Sends two pictures with one form, the second when the first has been drawn and is not recorded yet.
 * @returns the upload's id
 */
export async function sendRivals(platform: TestPlatform, owner: Person): Promise<string> {
  const late = await photograph({ width: 40, height: 30 });
  const early = await photograph({ width: 20, height: 15 });
  const announced = { content_type: "image/jpeg", size: late.length };
  const { upload } = (await announce(platform, owner, announced)).body;
  const drawn = heldUp(platform);
  await send(upload, late);
  await drawn;
  await send(upload, Buffer.concat([early, Buffer.alloc(late.length - early.length)]));
  await platform.settled();
  return upload.id;
}
