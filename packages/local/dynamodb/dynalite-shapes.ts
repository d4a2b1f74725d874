import type { AttributeValue } from "aws-lambda";

/** Attributes by name, in DynamoDB's typed JSON. */
export type Item = Record<string, AttributeValue>;

/** A document path of a parsed expression: `["address", "lines", 0]`. */
export type Path = (string | number)[];

/** A parsed condition or filter; only dynalite looks inside. */
export interface Expression {
  type: string;
}

/** Declares the wire types of a request and its range checks, in dynalite's own notation. */
export type Types = Record<string, unknown>;

/** What dynalite checks about one kind of request before it runs. */
export interface Rules {
  types: Types;
  custom(data: never, store: object): string | undefined;
}

export interface KeyElement {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

export interface Index {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE"; NonKeyAttributes?: string[] | undefined };
}

/** The part of a table's description that dynalite reads. */
export interface Table {
  TableName: string;
  KeySchema: KeyElement[];
  AttributeDefinitions: { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  GlobalSecondaryIndexes?: Index[] | undefined;
}

export type Callback<Value> = (error?: Error | null, value?: Value) => void;

/** Key range of a query or scan, in dynalite's key encoding and without the store's prefix. */
export interface Range {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
  limit?: number;
}

/** One of dynalite's actions. Runs to its end before it returns when the store answers at once. */
export type Action = (store: object, data: object, callback: Callback<{ Attributes?: Item }>) => void;
