/**
 * The base of every error that Batchwatch itself raises.
 *
 * Each boundary has one subclass (`SourceFault`, `StoreFault`, `DeliveryFault`, `ConfigFault`); adapters
 * translate at the edge, so that above it nobody reads a status code or compares a message. Any other
 * error is a bug.
 */
export abstract class BatchwatchError extends Error {
  /** Stable and precise: what happened, e.g. `SecretidNotExist` or `store-in-use`. For logs and tests. */
  readonly code: string;
  /** One of a small closed set per boundary; doubles as the metric label `reason`. */
  readonly reason: string;
  /** True when the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** Advice for the operator in one sentence; absent when the message says all. */
  readonly hint: string | undefined;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code;
    this.reason = details.reason;
    this.retryable = details.retryable ?? false;
    this.hint = details.hint;
  }
}

export interface ErrorDetails {
  code: string;
  reason: string;
  retryable?: boolean | undefined;
  hint?: string | undefined;
  cause?: unknown;
}
