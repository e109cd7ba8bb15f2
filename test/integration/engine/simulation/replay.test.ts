import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/message/message.ts';
import { quietMonitors } from '../../../../src/replay/quiet-monitors.ts';
import { replay } from '../../../../src/replay/replay.ts';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { expectSame, replayed } from '../../../support/engine/replayed.ts';

describe('a replay by the same rules notifies of what was notified', () => {
  it('of failures that trickle', async () => {
    await using fixture = await IncidentFixture.start();
    let failed = 0;
    await fixture.pass(HOUR, () =>
      fixture.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } }),
    );
    await fixture.pass(10 * MINUTE);
    await expectSame(fixture);
  });

  it('of a job that flaps', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    let flips = 0;
    await fixture.pass(HOUR, (elapsed) => {
      if (elapsed % MINUTE === 0) fixture.set({ b1: flips++ % 2 === 0 ? 'Pause' : 'Running' });
    });
    await fixture.pass(15 * MINUTE);
    await expectSame(fixture);
  });

  it('of a queue that pauses, is reminded of, and resumes', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: 20 * MINUTE })]);
    const queued = { state: 'Pause', details: { queueId: 'p1' } };
    fixture.set({ b1: queued, b2: queued });
    await fixture.pass(HOUR);
    fixture.set({ b1: 'Running', b2: 'Running' });
    await fixture.pass(MINUTE);
    await expectSame(fixture);
  });

  it('of a failure that a newer run supersedes, by facts that were seen to change', async () => {
    await using fixture = await IncidentFixture.start();
    const work = { details: { tag: 'Transcode', templateId: 't1' } };
    fixture.set({ b1: { ...work, name: 'nightly', state: 'Failed', code: 'InternalError' } });
    await fixture.pass(MINUTE);
    fixture.set({ b2: { ...work, name: 'nightly', state: 'Success' } });
    await fixture.pass(MINUTE);
    fixture.set({ b1: { state: 'Failed', name: 'renamed', code: 'AnotherCode' } });
    await fixture.pass(10 * MINUTE);
    const { rows } = await fixture.poll.store.read((db) =>
      sql`SELECT 1 FROM observation WHERE changes LIKE '%AnotherCode%'`.execute(db),
    );
    expect(rows).toHaveLength(1);
    await expectSame(fixture);
  });

  it('under a silence that was set, and ended before its time', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: HOUR })]);
    const { store, clock } = fixture.poll;
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
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
    fixture.set({ b2: 'Pause', b3: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * MINUTE);
    await expectSame(fixture);
  });

  it('escalated when nobody acknowledged, and not reminded of when somebody did', async () => {
    const escalate = [{ after: 30 * MINUTE, receivers: ['lead'] }];
    await using fixture = await IncidentFixture.start([usualRule({ repeat: 10 * MINUTE, escalate })]);
    fixture.set({ b1: 'Pause', b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(15 * MINUTE);
    await fixture.acknowledge('ada');
    await fixture.pass(HOUR);
    fixture.set({ b3: { state: 'Failed', code: 'InternalError' } });
    await fixture.pass(HOUR);
    await expectSame(fixture);
  });

  it('of a job that vanished', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    fixture.poll.cloud.jobs.delete('b1');
    await fixture.pass(10 * MINUTE);
    await expectSame(fixture);
  });

  it('of a job that is open for longer than it is followed', async () => {
    await using fixture = await IncidentFixture.start();
    Object.assign(fixture.poll.target, { followFor: 2 * HOUR });
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await fixture.passClosely(2 * HOUR);
    await expectSame(fixture);
    expect((await fixture.mails()).at(-1)).toBe('oncall: No longer followed: name of b1 (media)');
  });

  it('after quiet hours', async () => {
    await using fixture = await IncidentFixture.start();
    const until = fixture.poll.clock.now() + 40 * MINUTE;
    fixture.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: (_severity, now) => (now < until ? until : undefined),
    };
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running', b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(HOUR);
    await expectSame(fixture);
  });
});

describe('a replay', () => {
  it('by other rules notifies as those would have', async () => {
    await using fixture = await IncidentFixture.start();
    let failed = 0;
    await fixture.pass(HOUR, () =>
      fixture.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } }),
    );
    const notified = (await fixture.messages()).length;
    const { messages, summary } = await replayed(fixture, [
      usualRule({ groupWait: 10 * MINUTE, groupInterval: HOUR }),
    ]);
    expect([notified, messages.length]).toEqual([13, 1]);
    expect(summary).toMatchObject({ transitions: 120, polls: 120, foreign: 0 });
    expect(summary.suppressed.grouped).toBeGreaterThan(100);
  });

  it('leaves the store as it is', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    const counts = () =>
      fixture.poll.store.read((db) => db.selectFrom('incident_event').selectAll().execute());
    const before = await counts();
    await replayed(fixture);
    expect(await counts()).toEqual(before);
  });

  it('of a part of the past knows what was open when it began', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(3 * DAY);
    await fixture.pass(MINUTE);
    const from = fixture.poll.clock.now();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    const messages: Message[] = [];
    await replay({
      past: fixture.poll.store,
      engine: fixture.poll.engineFor(fixture.poll.target.rules, quietMonitors(['media'], 0)),
      targets: [fixture.poll.target],
      details: (job) => fixture.poll.cloud.details(job),
      span: { from, until: fixture.poll.clock.now() },
      reach: DAY,
      clock: fixture.poll.clock,
      onMessage: (message) => messages.push(message),
    });
    expect(messages.map(({ kind }) => kind)).toEqual(['closing']);
  });
});
