import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { BatchwatchError } from './errors.ts';
import { hideKeys } from './hide-keys.ts';
import { LogOutput } from './log-output.ts';
import { toIso, type Clock, type Instant } from './time.ts';
import { escapeUnseen } from './unseen.ts';

/**
 * The log: one JSON line per event on `destination`, by default standard output, times in ISO 8601 UTC.
 */
export function createLogger(options: { level: Level; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
    },
    harmless(options.destination ?? new LogOutput()),
  );
}

/**
 * Takes out of each line what a terminal may obey and JSON leaves as it is, and keys that somebody quoted: the log holds
 * text of jobs and servers.
 */
function harmless(destination: LogDestination): LogDestination {
  return {
    write: (line) => destination.write(escapeUnseen(hideKeys(line))),
    flush: (done) => (destination.flush === undefined ? done() : destination.flush(done)),
  };
}

type LogDestination = DestinationStream & { flush?: (done: () => void) => void };

/** Gives the last lines half a second to be taken; without it, what a full pipe did not take is lost at exit. */
export function flushLog(log: Logger): Promise<void> {
  return new Promise((resolve) => log.flush(() => resolve()));
}

/** Our own faults without a stack, for their code says where they come from; a bug with everything. */
function serializeError(error: unknown): object {
  if (error instanceof BatchwatchError) {
    const { name, code, reason, retryable, message, hint, cause } = error;
    const causedBy = cause instanceof Error ? cause.message : undefined;
    return { type: name, code, reason, retryable, message, hint, cause: causedBy };
  }
  return error instanceof Error ? pino.stdSerializers.err(error) : { message: String(error) };
}

interface Failing {
  signature: string;
  since: Instant;
  times: number;
}

/** Logs a failure that repeats once, then at its change and at its end; the repetitions go to `debug`. */
export class FailureLog {
  readonly #log: Logger;
  readonly #clock: Clock;
  #failing: Failing | undefined;

  constructor(log: Logger, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** @param failure `signature` identifies the same failure, e.g. by a fault's code. */
  failed(failure: { signature: string; fields: object; message: string }): void {
    const isSame = this.#failing?.signature === failure.signature;
    if (this.#failing !== undefined && isSame) this.#failing.times += 1;
    else this.#failing = { signature: failure.signature, since: this.#clock.now(), times: 1 };
    this.#log[isSame ? 'debug' : 'error'](failure.fields, failure.message);
  }

  /** To be called on success: says so when failures came before it. */
  recovered({ fields, message }: { fields: object; message: string }): void {
    if (this.#failing === undefined) return;
    const { since, times } = this.#failing;
    this.#failing = undefined;
    this.#log.info({ ...fields, failed_times: times, failing_since: toIso(since) }, message);
  }
}
