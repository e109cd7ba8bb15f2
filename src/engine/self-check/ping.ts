import type { Logger } from 'pino';
import { FailureLog } from '../../platform/log.ts';
import { HttpClient } from '../../platform/http/http-client.ts';
import { HttpFailure } from '../../platform/http/http-failure.ts';
import type { ProxyPolicy } from '../../platform/http/proxy-policy.ts';
import type { Secret } from '../../platform/secret.ts';
import { StoreFault } from '../../store/store-fault.ts';
import { SECOND, type Clock, type Duration } from '../../platform/time.ts';

export interface PingOptions {
  /** Whoever knows it can stop the alarm; never logged but for its host. */
  url: Secret;
  every: Duration;
  /** Says whether every target is read and messages leave. @throws StoreFault when that is unknown. */
  isWell: () => Promise<boolean>;
  clock: Clock;
  log: Logger;
  proxies: ProxyPolicy;
}

const DEADLINE: Duration = 10 * SECOND;

/**
 * Asks the URL at its pace for as long as all is well, until `signal` aborts: who waits for it notices when this
 * process is gone, blind or mute. A failed ping is not repeated before its next time.
 */
export async function pingWhileWell(options: PingOptions, signal: AbortSignal): Promise<void> {
  const { clock, log, every, proxies } = options;
  const failures = new FailureLog(log, clock);
  const client = new HttpClient({ timeout: DEADLINE, clock, proxies, maxBytes: 0 });
  const { host } = new URL(options.url.reveal());
  while (!signal.aborted) {
    const problem = await pingOnce(client, options, signal);
    if (signal.aborted) break;
    if (problem === undefined) {
      failures.recovered({ fields: { host }, message: 'pings are answered again' });
    } else if (problem !== 'not-well') {
      failures.failed({
        signature: problem.reason,
        fields: { host, ...problem },
        message: 'ping was not answered',
      });
    }
    await clock.sleep(every, signal).catch(() => undefined);
  }
  client.close();
}

interface Problem {
  /** A short code. */
  reason: string;
  hint?: string | undefined;
}

/** @returns why it was not answered well; undefined when it was; `not-well` when nothing was asked. */
async function pingOnce(
  client: HttpClient,
  { url, isWell }: PingOptions,
  signal: AbortSignal,
): Promise<Problem | 'not-well' | undefined> {
  try {
    if (!(await isWell())) return 'not-well';
  } catch (error) {
    if (error instanceof StoreFault) return 'not-well';
    throw error;
  }
  try {
    const headers = { 'user-agent': 'batchwatch' };
    const { status } = await client.send({ method: 'GET', url: new URL(url.reveal()), headers }, signal);
    return status >= 200 && status < 300 ? undefined : { reason: `status ${status}` };
  } catch (error) {
    // Its message is not shown: it might quote the URL.
    if (error instanceof HttpFailure) return { reason: error.code, hint: error.hint };
    if (signal.aborted) return 'not-well';
    throw error;
  }
}
