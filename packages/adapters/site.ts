import { binding, setting } from "./environment";

/** The address of a page of the public site: the first of FRONTEND_URL. */
export function page(path: string): string {
  const [site = ""] = setting("FRONTEND_URL").split(",");
  return site.trim().replace(/\/+$/, "") + path;
}

/** The address of one of the API's own routes: what feeds, sitemaps and mails lead to that need no page of the site. */
export const routeAddress = (path: string): string => `${binding("API_URL")}${path}`;
