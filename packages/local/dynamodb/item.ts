import type { AttributeValue } from "aws-lambda";
import db from "dynalite/db/index.js";
import type { Item } from "./dynalite-shapes";

/** Overhead of a list or map, and of each of its elements, in bytes. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/** Images of items never change, and each is measured for its table, its indexes and its stream. */
const measured = new WeakMap<Item, number>();

/** DynamoDB's size of an item in bytes: UTF-8 names and values, packed numbers. */
export function itemSize(item: Item): number {
  const known = measured.get(item);
  if (known !== undefined) return known;
  const size = sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + valueSize(value));
  measured.set(item, size);
  return size;
}

/** Whether two items have the same attributes, whatever the order of names and of set members. */
export function areEqual(one: Item, other: Item): boolean {
  if (one === other) return true;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => areSame(one[name], other[name]));
}

function areSame(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (!one || !other) return false;
  if (one.S !== undefined) return one.S === other.S;
  if (one.N !== undefined) return one.N === other.N;
  return canonical(one) === canonical(other);
}

/** Equal for two items with the same attributes, whatever the order of names and of set members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (name, inner) => {
    if (Array.isArray(inner)) return SETS.has(name) ? [...inner].sort() : inner;
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const SETS = new Set(["SS", "NS", "BS"]);

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return binarySize(value.B);
  if (value.SS !== undefined) return sum(value.SS, Buffer.byteLength);
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, binarySize);
  if (value.L !== undefined) return CONTAINER_BYTES + sum(value.L, (element) => ELEMENT_BYTES + valueSize(element));
  if (value.M !== undefined) {
    return CONTAINER_BYTES + ELEMENT_BYTES * Object.keys(value.M).length + itemSize(value.M);
  }
  return 1;
}

/** dynalite measured numbers against DynamoDB; an attribute with an empty name is its bare value. */
function numberSize(number: string): number {
  return db.itemSize({ "": { N: number } });
}

function binarySize(base64: string): number {
  return Buffer.byteLength(base64, "base64");
}

function sum<Element>(elements: Element[], size: (element: Element) => number): number {
  return elements.reduce((total, element) => total + size(element), 0);
}
