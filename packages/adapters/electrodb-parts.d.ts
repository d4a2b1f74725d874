declare module "electrodb/src/entity" {
  /** As the package itself has it. */
  export { Entity } from "electrodb";
}

declare module "electrodb/src/schema" {
  export { CustomAttributeType } from "electrodb";
}
