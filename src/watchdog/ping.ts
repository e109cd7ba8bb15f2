import type { Logger } from 'pino';
import { FailureLog } from '../log.ts';
import type { Secret } from '../secret.ts';
import { StoreFault } from '../store/store-fault.ts';
import { SECOND, type Clock, type Duration } from '../time.ts';

export interface PingOptions {
  /** Whoever knows it can stop the alarm; never logged but for its host. */
  readonly url: Secret;
  readonly every: Duration;
  /** Whether every target is read and messages leave. @throws StoreFault when that cannot be told. */
  readonly isWell: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Logger;
}

const DEADLINE: Duration = 10 * SECOND;

/**
 * Asks the URL at its pace for as long as all is well, until `signal` aborts: who waits for it notices when this
 * process is gone, blind or mute. A failed ping is not repeated before its next time.
 */
export async function pingWhileWell(options: PingOptions, signal: AbortSignal): Promise<void> {
  const { clock, log, every } = options;
  const failures = new FailureLog(log, clock);
  const { host } = new URL(options.url.reveal());
  while (!signal.aborted) {
    const problem = await pingOnce(options, signal);
    if (signal.aborted) return;
    if (problem === undefined) {
      failures.recovered({ fields: { host }, message: 'pings are answered again' });
    } else if (problem !== 'not-well') {
      failures.failed({
        signature: problem,
        fields: { host, reason: problem },
        message: 'ping was not answered',
      });
    }
    await clock.sleep(every, signal).catch(() => undefined);
  }
}

/** @returns why it was not answered well; undefined when it was; `not-well` when nothing was asked. */
async function pingOnce({ url, isWell }: PingOptions, signal: AbortSignal): Promise<string | undefined> {
  try {
    if (!(await isWell())) return 'not-well';
  } catch (error) {
    if (error instanceof StoreFault) return 'not-well';
    throw error;
  }
  try {
    const response = await fetch(url.reveal(), {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** A short code; the message of the error might show the URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'network';
}
