import { BatchwatchError } from '../../../platform/errors.ts';

/**
 * `unreachable`: nobody answered; `refused`: the daemon would not; `failed`: it could not; `foreign`: what answered is no
 * daemon of this version.
 */
type RemoteReason = 'unreachable' | 'refused' | 'failed' | 'foreign';

/** A daemon could not be asked, or did not do what it was asked. */
export class RemoteFault extends BatchwatchError {
  declare readonly reason: RemoteReason;
  /** The status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Names of the fields and parameters that were refused; empty where the answer names none. */
  readonly paths: readonly string[];

  constructor(
    message: string,
    details: {
      reason: RemoteReason;
      status?: number | undefined;
      paths?: readonly string[];
      hint: string;
      cause?: unknown;
    },
  ) {
    super(message, {
      ...details,
      code: `daemon-${details.reason}`,
      retryable: details.reason === 'unreachable',
    });
    this.status = details.status;
    this.paths = details.paths ?? [];
  }
}
