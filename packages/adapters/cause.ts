/**
 * The id of what set going whatever is being done: a request's, from the edge to the mail that follows from it. One
 * environment of a function does one thing at a time, so this is no property of a call but of the moment.
 */
let present: string | undefined;

/** The cause of what is being done now; undefined where nobody has said. */
export const cause = (): string | undefined => present;

/** Does something for that reason. Nothing else may be done meanwhile but what belongs to it. */
export async function causedBy<T>(id: string | undefined, work: () => Promise<T>): Promise<T> {
  const before = present;
  present = id;
  try {
    return await work();
  } finally {
    present = before;
  }
}

/** What clients may call their requests: no line, header or row is broken by it. */
const form = /^[\w.:=-]{8,64}$/;

/** The name that a client gave to its request, where it is one that can be used. */
export const givenCause = (name: string | undefined): string | undefined =>
  name !== undefined && form.test(name) ? name : undefined;
