/** What of the fields has a value. */
export const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    [Key in keyof Fields]: Exclude<Fields[Key], null>;
  };

/** Names of those that are null: to be taken off the row. */
export const cleared = <Fields extends object>(fields: Fields): (keyof Fields)[] =>
  Object.entries(fields).flatMap(([key, value]) => (value === null ? [key as keyof Fields] : []));
