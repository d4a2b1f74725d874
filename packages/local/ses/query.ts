import { randomUUID } from "node:crypto";
import type { ServiceResponse } from "#local/service";

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/";

/** What an operation answers: text, lists, elements inside it, or the entries of a map. */
export type Result = { [element: string]: Result | string | string[] | MapEntry[] };

interface MapEntry {
  key: string;
  value: Result;
}

/** A refusal in SES's words. `Throttling` is one too: the SDK tries again by itself. */
export class SesFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The values of `Name.member.1`, `Name.member.2`, … */
export function members(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (;;) {
    const value = form.get(`${name}.member.${values.length + 1}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** 200 in the XML of the Query protocol. */
export function success(action: string, result: Result): ServiceResponse {
  const body = `<${action}Result>${elements(result)}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xml(200, `<${action}Response xmlns="${namespace}">${body}${metadata}</${action}Response>`);
}

/** 400 in the XML of the Query protocol. */
export function refusal({ code, message }: SesFailure): ServiceResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return xml(400, `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`);
}

function elements(result: Result): string {
  return Object.entries(result)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join("");
}

function content(value: Result[string]): string {
  if (typeof value === "string") return escapeXml(value);
  if (Array.isArray(value)) return value.map(listed).join("");
  return elements(value);
}

const listed = (one: string | MapEntry): string =>
  typeof one === "string"
    ? `<member>${escapeXml(one)}</member>`
    : `<entry><key>${escapeXml(one.key)}</key><value>${elements(one.value)}</value></entry>`;

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function xml(status: number, body: string): ServiceResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}
