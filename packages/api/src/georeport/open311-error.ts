/** A refusal as GeoReport v2 tells it: a code and a description, in a list of errors. */
export class Open311Error extends Error {
  override readonly name = "Open311Error";
  readonly status: number;

  /** @param description what was wrong and what to do about it */
  constructor(status: 400 | 404 | 405, description: string) {
    super(description);
    this.status = status;
  }
}
