/** The parts of dynalite's inside that this folder runs in process: validation, expressions, key encoding, actions. */

declare module "dynalite/db/index.js" {
  import type { AttributeValue } from "aws-lambda";
  import type { Expression, Path, Table } from "#local/dynamodb/dynalite-shapes";

  type Item = Record<string, AttributeValue>;
  type Invalid = Error | null | undefined;

  const db: {
    validateKey(key: Item, table: Table): Invalid;
    validateItem(item: Item, table: Table): Invalid;
    validateKeyPaths(nestedPaths: Record<string, boolean> | undefined, table: Table): Invalid;
    checkConditional(data: object, item: Item | undefined): Invalid;
    createKey(item: Item, table: Table, keySchema?: Table["KeySchema"]): string;
    itemSize(item: Item): number;
    mapPaths(paths: Path[], item: Item): Item;
    matchesFilter(item: Item, filter: object, conditionalOperator?: string): boolean;
    matchesExprFilter(item: Item, expression: Expression): boolean;
    validationError(message: string): Error;
  };
  export = db;
}

declare module "dynalite/validations/index.js" {
  import type { Types } from "#local/dynamodb/dynalite-shapes";

  const validations: {
    checkTypes(data: unknown, types: Types): Record<string, unknown>;
    checkValidations(
      data: object,
      types: Types,
      custom: ((data: never, store: object) => string | undefined) | undefined,
      store: object,
    ): void;
  };
  export = validations;
}

declare module "dynalite/validations/*" {
  import type { Rules } from "#local/dynamodb/dynalite-shapes";

  const rules: Rules;
  export = rules;
}

declare module "dynalite/actions/*" {
  import type { Action } from "#local/dynamodb/dynalite-shapes";

  const action: Action;
  export = action;
}
