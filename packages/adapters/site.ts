import { setting } from "./environment";

/** The address of a page of the public site: the first of FRONTEND_URL. */
export function page(path: string): string {
  const [site = ""] = setting("FRONTEND_URL").split(",");
  return site.trim().replace(/\/+$/, "") + path;
}
