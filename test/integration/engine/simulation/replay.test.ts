import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/message/message.ts';
import { quietWatchers } from '../../../../src/replay/quiet-watchers.ts';
import { replay } from '../../../../src/replay/replay.ts';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { expectSame, replayed } from '../../../support/replayed.ts';

describe('a replay by the same rules tells what was told', () => {
  it('of failures that trickle', async () => {
    await using bench = await IncidentBench.start();
    let failed = 0;
    await bench.pass(HOUR, () => bench.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } }));
    await bench.pass(10 * MINUTE);
    await expectSame(bench);
  });

  it('of a job that flaps', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Running' });
    await bench.pass(MINUTE);
    let flips = 0;
    await bench.pass(HOUR, (elapsed) => {
      if (elapsed % MINUTE === 0) bench.set({ b1: flips++ % 2 === 0 ? 'Pause' : 'Running' });
    });
    await bench.pass(15 * MINUTE);
    await expectSame(bench);
  });

  it('of a queue that pauses, is reminded of, and resumes', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: 20 * MINUTE })]);
    const queued = { state: 'Pause', details: { queueId: 'p1' } };
    bench.set({ b1: queued, b2: queued });
    await bench.pass(HOUR);
    bench.set({ b1: 'Running', b2: 'Running' });
    await bench.pass(MINUTE);
    await expectSame(bench);
  });

  it('of a failure that a newer run supersedes, by facts that were seen to change', async () => {
    await using bench = await IncidentBench.start();
    const work = { details: { tag: 'Transcode', templateId: 't1' } };
    bench.set({ b1: { ...work, name: 'nightly', state: 'Failed', code: 'InternalError' } });
    await bench.pass(MINUTE);
    bench.set({ b2: { ...work, name: 'nightly', state: 'Success' } });
    await bench.pass(MINUTE);
    bench.set({ b1: { state: 'Failed', name: 'renamed', code: 'AnotherCode' } });
    await bench.pass(10 * MINUTE);
    const { rows } = await bench.poll.store.read((db) =>
      sql`SELECT 1 FROM observation WHERE changes LIKE '%AnotherCode%'`.execute(db),
    );
    expect(rows).toHaveLength(1);
    await expectSame(bench);
  });

  it('under a silence that was set, and ended before its time', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: HOUR })]);
    const { store, clock } = bench.poll;
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    await store.write((trx) =>
      addSilence(trx, {
        matchers: [{ key: 'target', glob: 'media' }],
        from: clock.now(),
        until: clock.now() + 20 * MINUTE,
        author: 'ada',
        comment: '',
        createdAt: clock.now(),
      }),
    );
    bench.set({ b2: 'Pause', b3: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(30 * MINUTE);
    await expectSame(bench);
  });

  it('escalated when nobody acknowledged, and not reminded of when somebody did', async () => {
    const escalate = [{ after: 30 * MINUTE, receivers: ['lead'] }];
    await using bench = await IncidentBench.start([usualRule({ repeat: 10 * MINUTE, escalate })]);
    bench.set({ b1: 'Pause', b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(15 * MINUTE);
    await bench.acknowledge('ada');
    await bench.pass(HOUR);
    bench.set({ b3: { state: 'Failed', code: 'InternalError' } });
    await bench.pass(HOUR);
    await expectSame(bench);
  });

  it('of a job that vanished', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    bench.poll.cloud.jobs.delete('b1');
    await bench.pass(10 * MINUTE);
    await expectSame(bench);
  });

  it('of a job that is open for longer than it is followed', async () => {
    await using bench = await IncidentBench.start();
    Object.assign(bench.poll.target, { followFor: 2 * HOUR });
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await bench.passClosely(2 * HOUR);
    await expectSame(bench);
    expect((await bench.mails()).at(-1)).toBe('oncall: No longer followed: name of b1 (media)');
  });

  it('after quiet hours', async () => {
    await using bench = await IncidentBench.start();
    const until = bench.poll.clock.now() + 40 * MINUTE;
    bench.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: (_severity, now) => (now < until ? until : undefined),
    };
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Running', b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(HOUR);
    await expectSame(bench);
  });
});

describe('a replay', () => {
  it('by other rules tells what those would have told', async () => {
    await using bench = await IncidentBench.start();
    let failed = 0;
    await bench.pass(HOUR, () => bench.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } }));
    const told = (await bench.messages()).length;
    const { messages, summary } = await replayed(bench, [
      usualRule({ groupWait: 10 * MINUTE, groupInterval: HOUR }),
    ]);
    expect([told, messages.length]).toEqual([13, 1]);
    expect(summary).toMatchObject({ transitions: 120, polls: 120, foreign: 0 });
    expect(summary.suppressed.grouped).toBeGreaterThan(100);
  });

  it('leaves the store as it is', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Failed' });
    await bench.pass(MINUTE);
    const counts = () => bench.poll.store.read((db) => db.selectFrom('incident_event').selectAll().execute());
    const before = await counts();
    await replayed(bench);
    expect(await counts()).toEqual(before);
  });

  it('of a part of the past knows what was open when it began', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(3 * DAY);
    await bench.pass(MINUTE);
    const from = bench.poll.clock.now();
    bench.set({ b1: 'Running' });
    await bench.pass(MINUTE);
    const messages: Message[] = [];
    await replay({
      past: bench.poll.store,
      desk: bench.poll.deskFor(bench.poll.target.rules, quietWatchers(['media'], 0)),
      targets: [bench.poll.target],
      details: (job) => bench.poll.cloud.details(job),
      span: { from, until: bench.poll.clock.now() },
      reach: DAY,
      clock: bench.poll.clock,
      onMessage: (message) => messages.push(message),
    });
    expect(messages.map(({ kind }) => kind)).toEqual(['closing']);
  });
});
