/** The events were given up by the source that sent them, before any of them was stored. */
export class WithdrawnError extends Error {
  readonly code = "withdrawn";
  constructor() {
    super("the source gave these events up before they were stored");
    this.name = "WithdrawnError";
  }
}

/** The queue is full: try again later. The HTTP source answers 503 with Retry-After. */
export class BackPressureError extends Error {
  readonly code = "back_pressure";
  readonly retryAfterSeconds: number;
  constructor(pendingRows: number, retryAfterSeconds: number) {
    super(`${pendingRows} events are waiting to be stored; try again in ${retryAfterSeconds} s`);
    this.name = "BackPressureError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The ingester was stopped before this batch was durable; sending it again is safe. */
export class IngestStoppedError extends Error {
  readonly code = "ingest_stopped";
  constructor(options?: ErrorOptions) {
    super("the ingester has stopped; what was not answered can be sent again", options);
    this.name = "IngestStoppedError";
  }
}
