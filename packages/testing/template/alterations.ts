import { isRecord, type Template, type TemplateResource } from "#local/cloud/template";

/** Changes a template in place. */
export type Alteration = (template: Template) => void;

type Properties = Record<string, unknown>;

function each(template: Template, type: string, visit: (properties: Properties, id: string) => void): void {
  for (const [id, { Type, Properties: properties }] of Object.entries(template.Resources))
    if (Type === type && properties) visit(properties, id);
}

/** The properties of the one whose logical id begins like this. */
export function propertiesOf(template: Template, prefix: string): Properties {
  const found: [string, TemplateResource] | undefined = Object.entries(template.Resources).find(([id]) =>
    new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id),
  );
  if (!found?.[1].Properties) throw new Error(`the template has no ${prefix}`);
  return found[1].Properties;
}

const isNot = (action: string) => (one: unknown) => one !== action;

function drop(statement: unknown, action: string): boolean {
  if (!isRecord(statement)) return false;
  const actions = [statement.Action].flat();
  if (!actions.includes(action)) return false;
  statement.Action = actions.filter(isNot(action));
  return true;
}

/** Takes an action from a function's role; in the first statement that has it, or in the last. */
export const withoutAction =
  (name: string, action: string, which: "first" | "last" = "first"): Alteration =>
  (template) => {
    const { PolicyDocument: document } = propertiesOf(template, `${name}RoleDefaultPolicy`);
    const statements = isRecord(document) && Array.isArray(document.Statement) ? document.Statement : [];
    const inTurn = which === "first" ? statements : statements.toReversed();
    if (!inTurn.some((statement) => drop(statement, action))) throw new Error(`${name} isn't granted ${action}`);
    if (isRecord(document)) document.Statement = statements.filter(({ Action }) => [Action].flat().length > 0);
  };

/** Takes the right to query an index from a function's role. */
export const withoutIndexGrant =
  (name: string, index: string): Alteration =>
  (template) => {
    const { PolicyDocument: document } = propertiesOf(template, `${name}RoleDefaultPolicy`);
    for (const statement of isRecord(document) && Array.isArray(document.Statement) ? document.Statement : [])
      if (Array.isArray(statement.Resource))
        statement.Resource = statement.Resource.filter((one: unknown) => !JSON.stringify(one).includes(`/${index}"`));
  };

/** Takes a variable from a function's environment. */
export const withoutVariable =
  (name: string, variable: string): Alteration =>
  (template) => {
    const { Environment } = propertiesOf(template, `${name}Function`);
    const variables = isRecord(Environment) && isRecord(Environment.Variables) ? Environment.Variables : {};
    if (!(variable in variables)) throw new Error(`${name} has no ${variable}`);
    delete variables[variable];
  };

/** Takes a route out. */
export const withoutRoute =
  (key: string): Alteration =>
  (template) =>
    each(template, "AWS::ApiGatewayV2::Route", ({ RouteKey }, id) => {
      if (RouteKey === key) delete template.Resources[id];
    });

/** Opens a route to everybody. */
export const withoutAuthorizer =
  (key: string): Alteration =>
  (template) =>
    each(template, "AWS::ApiGatewayV2::Route", (properties) => {
      if (properties.RouteKey !== key) return;
      properties.AuthorizationType = "NONE";
      delete properties.AuthorizerId;
    });

/** Takes an index from the table. */
export const withoutIndex =
  (index: string): Alteration =>
  (template) => {
    const table = propertiesOf(template, "Table");
    const all = [table.GlobalSecondaryIndexes].flat();
    table.GlobalSecondaryIndexes = all.filter((one) => isRecord(one) && one.IndexName !== index);
  };

/** Sets a property of a resource. */
export const withProperty =
  (prefix: string, property: string, value: unknown): Alteration =>
  (template) => {
    propertiesOf(template, prefix)[property] = value;
  };

/** Grants a function's role one thing more. */
export const withGrant =
  (name: string, action: string, resource: unknown): Alteration =>
  (template) => {
    const { PolicyDocument: document } = propertiesOf(template, `${name}RoleDefaultPolicy`);
    if (!isRecord(document) || !Array.isArray(document.Statement)) throw new Error(`${name} has no policy`);
    document.Statement.push({ Effect: "Allow", Action: action, Resource: resource });
  };

/** The template with the change; the given one stays as it is. */
export function altered(template: Template, alteration: Alteration): Template {
  const copy = structuredClone(template);
  alteration(copy);
  return copy;
}
