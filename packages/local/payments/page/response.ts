import type { ServiceResponse } from "#local/service";
import { style } from "./style";

/** Sends the browser on. */
export function redirect(url: URL): ServiceResponse {
  return { status: 303, headers: { location: url.href, "cache-control": "no-store" }, body: "" };
}

/** A part of a page: a script, a style sheet. */
export function asset(type: string, body: string): ServiceResponse {
  return { status: 200, headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" }, body };
}

/** The style sheet that every payment page asks for. */
export function styleSheet(): ServiceResponse {
  return asset("text/css", style);
}
