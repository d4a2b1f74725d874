/** The fields that have a value: neither missing nor null. */
export const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    [Key in keyof Fields]: Exclude<Fields[Key], null>;
  };
