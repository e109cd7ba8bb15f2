import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { acknowledgeAll, closeAll, incidents } from '../../support/engine/people.ts';

const AFTER_30_MINUTES = usualRule({ escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }] });

describe('an incident that nobody acknowledged', () => {
  it('is escalated in time, with a thread of its own that shows all that is open', async () => {
    await using fixture = await IncidentFixture.start([AFTER_30_MINUTES]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(29 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    fixture.set({ b2: 'Pause' });
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: 2 jobs paused (+1) (media)',
      'lead: Escalated: 2 jobs paused (media)',
    ]);
    const escalated = (await fixture.messages()).at(-1);
    expect(escalated).toMatchObject({ kind: 'escalation', receiver: 'lead', story: { state: 'open' } });
    expect(escalated?.inReplyTo).toBeUndefined();
    fixture.set({ b3: 'Pause' });
    await fixture.pass(6 * MINUTE);
    fixture.set({ b1: 'Running', b2: 'Running', b3: 'Running' });
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(3).toSorted()).toEqual([
      'lead: 3 jobs paused (+1) (media)',
      'lead: Resumed: 3 jobs paused (media)',
      'oncall: 3 jobs paused (+1) (media)',
      'oncall: Resumed: 3 jobs paused (media)',
    ]);
  });

  it('is escalated step by step, and not to those who know', async () => {
    const steps = [
      { after: 10 * MINUTE, receivers: ['oncall', 'lead'] },
      { after: 20 * MINUTE, receivers: ['boss'] },
    ];
    await using fixture = await IncidentFixture.start([usualRule({ escalate: steps })]);
    fixture.poll.receivers = ['oncall', 'lead', 'boss'];
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(25 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Failed: name of b1 (media)',
      'lead: Escalated: Failed: name of b1 (media)',
      'boss: Escalated: Failed: name of b1 (media)',
    ]);
  });

  it('notifies again every 4 h while it is paused', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(8 * HOUR + MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
    ]);
  });
});

describe('an acknowledgement', () => {
  it('mails nobody, ends reminders and escalation, and shows in what comes next', async () => {
    await using fixture = await IncidentFixture.start([
      usualRule({ repeat: HOUR, escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }] }),
    ]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    await acknowledgeAll(fixture);
    await fixture.pass(3 * HOUR);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    fixture.set({ b2: 'Pause' });
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Running', b2: 'Running' });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: 2 jobs paused (+1) (media)',
      'oncall: Resumed: 2 jobs paused (media)',
    ]);
    const [opening, update, closing] = (await fixture.messages()).map(({ story }) => story);
    expect(opening?.acknowledgeUrl).toBeDefined();
    for (const story of [update, closing]) {
      expect(story?.acknowledged?.by).toBe('alice');
      expect(story?.acknowledgeUrl).toBeUndefined();
    }
  });

  it('before the first mail stands in that mail, and escalates nothing', async () => {
    await using fixture = await IncidentFixture.start([{ ...AFTER_30_MINUTES, groupWait: 5 * MINUTE }]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(2 * MINUTE);
    await acknowledgeAll(fixture);
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    expect((await fixture.messages())[0]?.story?.acknowledged?.by).toBe('alice');
  });

  it('of one that is over says so and changes nothing', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    const before = await incidents(fixture);
    await acknowledgeAll(fixture);
    expect(await incidents(fixture)).toEqual(before);
  });
});

describe('an incident closed by hand', () => {
  it('is notified as closed to all who were notified, and what its jobs do later opens nothing', async () => {
    await using fixture = await IncidentFixture.start([AFTER_30_MINUTES]);
    fixture.set({
      b1: { state: 'Failed', code: 'AccessDenied' },
      b2: { state: 'Failed', code: 'AccessDenied' },
    });
    await fixture.pass(31 * MINUTE);
    await closeAll(fixture);
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual([
      'oncall: 2 jobs failed: AccessDenied (media)',
      'lead: Escalated: 2 jobs failed: AccessDenied (media)',
      'oncall: Resolved manually: 2 jobs failed: AccessDenied (media)',
      'lead: Resolved manually: 2 jobs failed: AccessDenied (media)',
    ]);
    fixture.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toHaveLength(5);
    expect((await incidents(fixture)).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('before its first mail notifies nobody', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ groupWait: 5 * MINUTE })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await closeAll(fixture);
    await fixture.pass(10 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    expect(await fixture.suppressed()).toEqual({ 'closed-before-told': 1 });
  });
});
