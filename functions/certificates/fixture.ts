import { join } from "node:path";
import type { Certificate } from "#core/certificate.entity";
import { assets } from "./assets";

const repository = join(__dirname, "../..");

/** Where a font is that lies beside a deployed bundle. */
export function fontPath(file: string): string {
  const asset = assets.find(({ to }) => to === file);
  if (!asset) throw new Error(`no asset is ${file}`);
  return join(repository, asset.from);
}

export const certificateOf = (overrides: Partial<Certificate> = {}): Certificate => ({
  ...{ code: "IQ-7F3K-9QWD-2M8X", user_id: "u1", user_email: "asha@example.com", name: "Asha Rao" },
  ...{ course_id: "crs_1", course_title: "Algebra from the Ground Up" },
  ...{ completed_at: "2026-11-23T19:04:10.000Z", issued_at: "2026-11-23T19:04:10.000Z" },
  ...overrides,
});
