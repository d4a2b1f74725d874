import { isRecord, TemplateError } from "./template";

/** What intrinsic functions look things up in: one stack and its surroundings. */
export interface Scope {
  ref(name: string, path: string): unknown;
  attribute(logicalId: string, attribute: string, path: string): unknown;
  importValue(exportName: string, path: string): unknown;
  stackOutput(stackName: string, output: string, path: string): unknown;
  mapping(map: string, top: string, second: string): unknown;
  condition(name: string, path: string): boolean;
}

type Intrinsic = (argument: unknown, scope: Scope, path: string) => unknown;

/**
 * The value with every intrinsic function carried out. `AWS::NoValue` becomes undefined and disappears from lists and
 * objects. A function that isn't known throws a TemplateError with the path.
 */
export function resolve(value: unknown, scope: Scope, path: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, scope, `${path}.${index}`)).filter((item) => item !== undefined);
  }
  if (!isRecord(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0) {
    const [name, argument] = only;
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(argument, scope, path);
    if (name.startsWith("Fn::")) throw new TemplateError(path, `${name} isn't supported locally`);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope, `${path}.${key}`)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope, path) => scope.ref(text(argument, path), path),
  "Fn::GetAtt": (argument, scope, path) => {
    const parts = typeof argument === "string" ? argument.split(".") : list(argument, scope, path);
    const [logicalId, ...attribute] = parts.map((part) => text(part, path));
    return scope.attribute(logicalId ?? "", attribute.join("."), path);
  },
  "Fn::Sub": substitute,
  "Fn::Join": (argument, scope, path) => {
    const [separator, items] = list(argument, scope, path);
    return list(items, scope, path)
      .map((item) => text(item, path))
      .join(text(separator, path));
  },
  "Fn::Split": (argument, scope, path) => {
    const [separator, joined] = list(argument, scope, path);
    return text(joined, path).split(text(separator, path));
  },
  "Fn::Select": (argument, scope, path) => {
    const [index, items] = list(argument, scope, path);
    const selected = list(items, scope, path)[Number(index)];
    if (selected === undefined) throw new TemplateError(path, `Fn::Select has no item ${String(index)}`);
    return selected;
  },
  "Fn::ImportValue": (argument, scope, path) => scope.importValue(text(resolve(argument, scope, path), path), path),
  "Fn::GetStackOutput": (argument, scope, path) => {
    const { StackName, OutputName } = record(resolve(argument, scope, path), path);
    return scope.stackOutput(text(StackName, path), text(OutputName, path), path);
  },
  "Fn::FindInMap": (argument, scope, path) => {
    const [map, top, second] = list(argument, scope, path).map((part) => text(part, path));
    const found = scope.mapping(map ?? "", top ?? "", second ?? "");
    if (found === undefined) throw new TemplateError(path, `no mapping ${map}.${top}.${second}`);
    return found;
  },
  "Fn::If": (argument, scope, path) => {
    const [condition, yes, no] = raw(argument, path);
    return resolve(scope.condition(text(condition, path), path) ? yes : no, scope, path);
  },
  Condition: (argument, scope, path) =>
    typeof argument === "string" ? scope.condition(argument, path) : { Condition: resolve(argument, scope, path) },
  "Fn::Equals": (argument, scope, path) => {
    const [left, right] = list(argument, scope, path);
    return String(left) === String(right);
  },
  "Fn::Not": (argument, scope, path) => list(argument, scope, path)[0] !== true,
  "Fn::And": (argument, scope, path) => list(argument, scope, path).every((item) => item === true),
  "Fn::Or": (argument, scope, path) => list(argument, scope, path).some((item) => item === true),
  "Fn::Base64": (argument, scope, path) => Buffer.from(text(resolve(argument, scope, path), path)).toString("base64"),
};

function substitute(argument: unknown, scope: Scope, path: string): string {
  const [pattern, variables] = typeof argument === "string" ? [argument, {}] : raw(argument, path);
  const given = record(resolve(variables, scope, path), path);
  return text(pattern, path).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in given) return text(given[name], path);
    const dot = name.indexOf(".");
    const value = dot < 0 ? scope.ref(name, path) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), path);
    return text(value, path);
  });
}

function raw(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(path, "a list was expected");
  return value;
}

function list(value: unknown, scope: Scope, path: string): unknown[] {
  return raw(resolve(value, scope, path), path);
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (!isRecord(value)) throw new TemplateError(path, "an object was expected");
  return value;
}

function text(value: unknown, path: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TemplateError(path, "a string was expected");
}
