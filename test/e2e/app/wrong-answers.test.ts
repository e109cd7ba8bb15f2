import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../../../src/demo/simulator/misbehaviour.ts';
import { startSimulatedCloud, type SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { BatchwatchProcess, type LogLine } from '../../support/process/batchwatch-process.ts';
import { BUCKET, REGION, startFixture, type Fixture } from '../../support/process/fixture.ts';

const NAME = 'nightly-transcode';

const MISBEHAVIOURS: readonly (readonly [reason: string, behaviour: Misbehaviour])[] = [
  ['malformed', { kind: 'cut', bytes: 700 }],
  ['malformed', { kind: 'html' }],
  ['malformed', { kind: 'empty' }],
  ['malformed', { kind: 'wrong-root' }],
  ['malformed', { kind: 'huge', bytes: 17 * 1024 * 1024 }],
  ['network', { kind: 'reset' }],
  ['network', { kind: 'broken-off', bytes: 500 }],
  ['refused', { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' }],
  ['auth', { kind: 'error', status: 403, code: 'AccessDenied' }],
  ['throttled', { kind: 'error', status: 503, code: 'SlowDown' }],
  ['server', { kind: 'error', status: 500, code: 'InternalError' }],
];
const CASES = MISBEHAVIOURS.map(([reason, behaviour]) => ({
  target: `${reason}-${behaviour.kind}`,
  reason,
  behaviour,
}));

const summaryOf = (target: string) => `Failed: ${NAME} (${target})`;

describe.concurrent('an API that answers wrongly', () => {
  // One program watches them all: each target fails and recovers by itself.
  const clouds = new Map<string, SimulatedCloud>();
  let fixture: Fixture;
  let daemon: BatchwatchProcess;
  beforeAll(async () => {
    fixture = await startFixture();
    for (const { target } of CASES) clouds.set(target, await startCloud());
    fixture.configure({
      root: { targets: CASES.map(({ target }) => toTarget(target, clouds.get(target)?.url)) },
    });
    daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  });
  afterAll(async () => {
    await daemon[Symbol.asyncDispose]();
    for (const cloud of clouds.values()) await cloud[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });

  it.each(CASES)(
    'fails the poll of $target, notifies of nothing false, and recovers by itself',
    async ({ target, reason, behaviour }) => {
      const { smtp } = fixture;
      const cloud = clouds.get(target);
      const ofTarget = (line: LogLine) => line['target'] === target;
      await daemon.line('poll complete', ofTarget);
      cloud?.misbehave(behaviour, { times: Infinity });
      const failed = await daemon.line('poll failed', ofTarget);
      expect(failed['reason']).toBe(reason);
      expect(await daemon.metric(`batchwatch_target_up{target="${target}"}`)).toBe(0);
      expect(
        await daemon.metric(`batchwatch_poll_failures_total{target="${target}",reason="${reason}"}`),
      ).toBeGreaterThan(0);
      cloud?.move('b1', 'Failed');
      cloud?.behave();
      await daemon.line('polls complete again', ofTarget);
      await smtp.received(({ summary }) => summary === summaryOf(target));
      // Each of the others looks for its own mail.
      const others = CASES.map((one) => summaryOf(one.target)).filter((one) => one !== summaryOf(target));
      expect(smtp.mails.map(({ summary }) => summary).filter((one) => !others.includes(one))).toEqual([
        summaryOf(target),
      ]);
    },
  );
});

const ACCOUNT = { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY' };

/** A service with one job that runs. */
async function startCloud(): Promise<SimulatedCloud> {
  const cloud = await startSimulatedCloud({ ...ACCOUNT, clock: systemClock });
  cloud.put({ jobId: 'b1', name: NAME, state: 'Running', creationTime: Date.now() - 60_000 });
  return cloud;
}

function toTarget(name: string, endpoint: string | undefined) {
  return { name, bucket: BUCKET, region: REGION, endpoint, schedule: '* * * * * *', requestsPerSecond: 1000 };
}
