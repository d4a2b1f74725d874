import type { CloudUrls } from "#local/cloud/cloud-options";
import type { Person } from "../people";

/** What a copy is asked: for people and courses, or to come to rest. */
export type Question = "shop" | "rest";

/** Courses on sale, and people who may buy them. */
export interface Shop {
  courses: { id: string }[];
  buyers: Person[];
}

/** What it tells: where it is, as soon as it answers; a shop; which invariants are broken at rest. */
export interface Answer {
  urls?: CloudUrls;
  shop?: Shop;
  broken?: string[];
  /** Milliseconds by which its time is ahead by then. */
  ahead?: number;
}
