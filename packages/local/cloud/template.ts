/** The parts of a synthesized CloudFormation template that the local cloud reads. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, TemplateOutput>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
}

export interface TemplateOutput {
  Value: unknown;
  Export?: { Name: unknown };
  Condition?: string;
}

/** The template asks for something that the local cloud can't give; the message names the resource and the path. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";

  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
