import { type StageName, stages, type Terms } from "#infra/stages";
import { isRecord, type Template, type TemplateResource } from "#local/cloud/template";

/** One resource of a template. References in its properties have become text: `Users0A0EEA89.Arn`. */
export interface Resource {
  id: string;
  type: string;
  properties: Record<string, unknown>;
  /** What becomes of it when it leaves the stack, and when it is replaced. */
  kept: { deleted: unknown; replaced: unknown };
  /** Logical ids of what is made before it. */
  after: readonly unknown[];
}

const nothing = (type: string, name: string): Resource => ({
  id: `(no ${name})`,
  type,
  properties: {},
  kept: { deleted: undefined, replaced: undefined },
  after: [],
});

type Intrinsic = (argument: unknown) => string;

const joined: Intrinsic = (argument) => {
  const [separator, parts] = Array.isArray(argument) ? argument : [];
  return Array.isArray(parts) ? parts.map(plain).join(String(separator)) : "";
};

const intrinsics: Record<string, Intrinsic> = {
  Ref: String,
  "Fn::GetAtt": (argument) => (Array.isArray(argument) ? argument.join(".") : String(argument)),
  "Fn::Sub": String,
  "Fn::Join": joined,
};

/** The value with each reference as text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  const [[name = "", argument] = []] = Object.entries(value);
  const intrinsic = Object.keys(value).length === 1 ? intrinsics[name] : undefined;
  return intrinsic ? intrinsic(argument) : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
}

function resourceOf(id: string, { Type, Properties = {}, ...rest }: TemplateResource): Resource {
  const { DeletionPolicy: deleted, UpdateReplacePolicy: replaced, DependsOn }: Record<string, unknown> = { ...rest };
  const properties = plain(Properties);
  return {
    id,
    type: Type,
    properties: isRecord(properties) ? properties : {},
    kept: { deleted, replaced },
    after: Array.isArray(DependsOn) ? DependsOn : [],
  };
}

/** Templates that differ in one thing share all others: these are read once. */
const read = new WeakMap<TemplateResource, Resource>();

function readOnce(id: string, given: TemplateResource): Resource {
  const known = read.get(given);
  if (known?.id === id) return known;
  const made = resourceOf(id, given);
  read.set(given, made);
  return made;
}

/** The resources of one template, found by type or by name. */
export class Resources {
  private readonly all: Resource[];
  private readonly byName: Map<string, Resource>;
  private readonly byType: Map<string, Resource[]>;

  constructor(
    template: Template,
    readonly stage: StageName = "dev",
  ) {
    this.all = Object.entries(template.Resources).map(([id, given]) => readOnce(id, given));
    this.byName = new Map(this.all.map((made) => [`${made.type} ${made.id.replace(/[0-9A-F]{8}$/, "")}`, made]));
    this.byType = new Map();
    for (const made of this.all) this.byType.set(made.type, [...(this.byType.get(made.type) ?? []), made]);
  }

  /** What its stage promises. */
  get terms(): Terms {
    return stages[this.stage];
  }

  types(): string[] {
    return [...this.byType.keys()];
  }

  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The one of that type whose logical id the CDK made from that name; an empty one when there is none. */
  named(type: string, name: string): Resource {
    return this.byName.get(`${type} ${name}`) ?? nothing(type, name);
  }
}
