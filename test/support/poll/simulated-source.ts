import { DIRECT } from '../../../src/platform/http/proxy-policy.ts';
import {
  startSimulatedCloud,
  type SimulatedCloud,
  type SimulatedCloudOptions,
} from '../../../src/demo/simulator/simulated-cloud.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createLiteralCredentials } from '../../../src/tencent/credentials/literal.ts';
import { batchJobs } from '../../../src/tencent/batch/batch-jobs.ts';
import { SourceFault, type JobSource, type SourceFaultReason } from '../../../src/poll/port/job-source.ts';
import { TestClock } from '../test-clock.ts';

/** A simulated service and the real source that asks it, on one test clock. */
export interface SimulatedSource extends AsyncDisposable {
  cloud: SimulatedCloud;
  source: JobSource;
  clock: TestClock;
  /** The source's statements about itself. */
  seen: { sent: number; failed: SourceFaultReason[]; skews: number[] };
}

export const ACCOUNT = { secretId: 'EXAMPLE-SECRET-ID', secretKey: 'EXAMPLE-SECRET-KEY' };

export async function startSimulatedSource(
  options: {
    cloud?: Partial<SimulatedCloudOptions>;
    source?: Partial<Parameters<typeof batchJobs.createSource>[0]>;
  } = {},
): Promise<SimulatedSource> {
  const clock = new TestClock();
  const cloud = await startSimulatedCloud({ ...ACCOUNT, clock, ...options.cloud });
  const seen = { sent: 0, failed: [] as SourceFaultReason[], skews: [] as number[] };
  const source = batchJobs.createSource({
    proxies: DIRECT,
    bucket: 'examplebucket-1250000000',
    region: 'ap-beijing',
    endpoint: cloud.url,
    credentials: createLiteralCredentials({
      secretId: ACCOUNT.secretId,
      secretKey: new Secret(ACCOUNT.secretKey),
      token: new Secret(options.cloud?.token ?? ''),
    }),
    timeout: TIMEOUT,
    requestsPerSecond: 1_000,
    filters: {},
    clock,
    random: () => 0.5,
    events: {
      requestSent: () => (seen.sent += 1),
      requestFailed: (reason) => seen.failed.push(reason),
      clockSkewSeen: (skew) => seen.skews.push(skew),
    },
    ...options.source,
  });
  return {
    cloud,
    source,
    clock,
    seen,
    async [Symbol.asyncDispose]() {
      source.close();
      await cloud[Symbol.asyncDispose]();
    },
  };
}

const TIMEOUT = 10_000;

/**
 * Moves the clock on over pauses between tries until the promise has ended. The clock runs ahead of an answer
 * only when the service is known to have been asked and to give none.
 */
export async function settled<Value>(
  fixture: SimulatedSource,
  promise: Promise<Value>,
  silent = false,
): Promise<Value> {
  const { clock, cloud, seen } = fixture;
  const ended = { value: false };
  const watched = promise.finally(() => (ended.value = true));
  watched.catch(() => undefined);
  while (!ended.value) {
    const due = clock.nextDue ?? TIMEOUT;
    const waiting = due === TIMEOUT && !(silent && cloud.requests.length === seen.sent);
    await clock.advance(waiting ? 0 : due);
  }
  return watched;
}

/** The fault that listing ends with. */
export async function faultOf(
  fixture: SimulatedSource,
  promise: Promise<unknown>,
  silent = false,
): Promise<SourceFault> {
  const error = await settled(fixture, promise, silent).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SourceFault) return error;
  throw new Error(`no SourceFault but ${String(error)}`);
}
