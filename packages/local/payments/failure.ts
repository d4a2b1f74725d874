/** A request that ends in an error answer: its HTTP status, and what stands below `error`. */
export class ProviderFailure<Detail extends object = object> extends Error {
  constructor(
    readonly status: number,
    readonly detail: Detail,
    message: string,
  ) {
    super(message);
  }
}
