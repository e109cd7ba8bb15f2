import { describe, expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/context/policies.ts';
import { setSetting } from '../../../../src/store/settings/settings.ts';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { SourceFault } from '../../../../src/poll/port/job-source.ts';
import { startWatched } from '../../../support/engine/start-watched.ts';

const refused = () =>
  new SourceFault('the key is unknown', { code: 'SecretidNotExist', reason: 'auth', hint: 'Check the key.' });

describe('a target that cannot be read', () => {
  it('is notified after unreadableAfter polls with why, reminded of, and notified as over; a restart forgets nothing', async () => {
    await using fixture = await startWatched();
    fixture.poll.cloud.fault = () => 'fail';
    await fixture.pass(MINUTE);
    await fixture.poll.restart();
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(30 * SECOND);
    expect(await fixture.mails()).toEqual(['oncall: Polling failed (media)']);
    expect((await fixture.messages())[0]?.story?.condition?.lines).toEqual([
      expect.stringMatching(/^5 polls in a row failed since 2024-06-27 07:23:10\./),
      'Scripted: scripted',
    ]);
    await fixture.poll.restart();
    await fixture.pass(4 * HOUR);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Still open: Polling failed (media)']);
    fixture.poll.cloud.fault = () => undefined;
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual(['oncall: Resolved: Polling failed (media)']);
    const messages = await fixture.messages();
    expect(messages.slice(1).map(({ inReplyTo }) => inReplyTo)).toEqual([
      messages[0]?.messageId,
      messages[0]?.messageId,
    ]);
  });

  it('for its credentials are refused is notified at once; whatever fails next, it is one incident', async () => {
    await using fixture = await startWatched();
    fixture.poll.cloud.fault = () => 'fail';
    const other = fixture.poll.cloud.refusal;
    fixture.poll.cloud.refusal = refused;
    await fixture.pass(30 * SECOND);
    expect(await fixture.mails()).toEqual(['oncall: Polling failed: credentials refused (media)']);
    expect((await fixture.messages())[0]?.story?.condition?.lines[1]).toBe(
      'SecretidNotExist: the key is unknown. Check the key.',
    );
    fixture.poll.cloud.refusal = other;
    await fixture.pass(MINUTE);
    fixture.poll.cloud.fault = () => undefined;
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual([
      'oncall: Resolved: Polling failed: credentials refused (media)',
    ]);
  });

  it('once in a while notifies nobody', async () => {
    await using fixture = await startWatched();
    let polls = 0;
    fixture.poll.cloud.fault = () => (polls++ % 5 === 0 ? undefined : 'fail');
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual([]);
  });
});

describe('mails that do not leave', () => {
  it('are notified as soon as they leave again: what waits is one mail, and one closes it', async () => {
    await using fixture = await startWatched();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    // As a delivery that tried in vain leaves it.
    await fixture.poll.store.write((trx) => trx.updateTable('outbox').set({ attempts: 1 }).execute());
    await fixture.pass(8 * MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(HOUR);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Mails are not delivered']);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual(['oncall: Resolved: Mails are not delivered']);
  });

  it('for there are many are not blocked', async () => {
    await using fixture = await startWatched();
    const { monitors, clock } = fixture.poll;
    // As one that has tried a moment ago.
    monitors.live = Object.defineProperty({ ...monitors.live }, 'startedAt', { get: () => clock.now() });
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Failed' });
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toHaveLength(1);
  });
});

describe('also notified are', () => {
  it('a state that the API does not document, while a job is in it', async () => {
    await using fixture = await startWatched();
    fixture.set({ b1: 'Suspended' });
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Success' });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Unknown state of jobs: Suspended (media)',
      'oncall: Resolved: Unknown state of jobs: Suspended (media)',
    ]);
  });

  it('a job that vanished, until it is found again', async () => {
    await using fixture = await startWatched();
    fixture.set({ b1: 'Running', b2: 'Running' });
    await fixture.pass(MINUTE);
    const jobs = [...fixture.poll.cloud.jobs.values()];
    fixture.poll.cloud.jobs.clear();
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: 2 jobs vanished (media)']);
    for (const job of jobs) fixture.poll.cloud.put(job);
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Resolved: 2 jobs vanished (media)']);
  });

  it('a vanished job that stays away ends by itself after a day, silently', async () => {
    await using fixture = await startWatched();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    fixture.poll.cloud.jobs.clear();
    await fixture.pass(2 * MINUTE);
    fixture.poll.conditions.set(WATCHDOG, { ...USUAL_POLICY, repeat: 'never' });
    await fixture.poll.clock.advance(DAY);
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: A job vanished (media)']);
  });

  it('a clock that is off by more than a minute, until it is near again', async () => {
    await using fixture = await startWatched();
    for (const skew of [-59, -70, -45, -10]) {
      fixture.poll.cloud.skew = skew * SECOND;
      await fixture.pass(MINUTE);
    }
    expect(await fixture.mails()).toEqual([
      'oncall: The clock is off by 1 min 10 s',
      'oncall: Resolved: The clock is off by 1 min 10 s',
    ]);
  });

  it('keys that end and cannot be renewed; while that is not known, what was found stands', async () => {
    await using fixture = await startWatched();
    const { monitors, clock } = fixture.poll;
    const { live } = monitors;
    monitors.live = {
      ...live,
      endingKeys: () => [{ credentials: 'machine', endsAt: clock.now() + 5 * MINUTE }],
    };
    await fixture.pass(MINUTE);
    monitors.live = { ...live, endingKeys: () => undefined };
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Credentials machine are about to end']);
    monitors.live = live;
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual([
      'oncall: Resolved: Credentials machine are about to end',
    ]);
  });

  it('a configuration that was refused, until one is used', async () => {
    await using fixture = await startWatched();
    const { store, clock } = fixture.poll;
    const refusal = { at: clock.now(), problems: 'test.yaml:1:1: timezone is not an IANA time zone' };
    await store.write((trx) => setSetting(trx, 'refused-config', refusal));
    await fixture.pass(MINUTE);
    await store.write((trx) => setSetting(trx, 'refused-config', undefined));
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: The changed configuration is not used',
      'oncall: Resolved: The changed configuration is not used',
    ]);
  });

  it('a time in which the store took no writes, when it is over, once', async () => {
    await using fixture = await startWatched();
    const { monitors, clock } = fixture.poll;
    const fault = new StoreFault('store-full', 'the store cannot grow: the disk is full');
    const outage = { since: clock.now() - HOUR, until: undefined, fault };
    monitors.live = { ...monitors.live, outage: () => outage };
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([]);
    const ended = { ...outage, until: clock.now() };
    monitors.live = { ...monitors.live, outage: () => ended };
    await fixture.pass(5 * MINUTE);
    await fixture.poll.restart();
    await fixture.pass(5 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Resolved: The store could not be written']);
    expect((await fixture.messages())[0]?.story).toMatchObject({
      openedAt: outage.since,
      closed: { at: ended.until },
    });
  });
});

describe('the quiet report', () => {
  it('comes once a day at its time, whatever restarts, and says what is open', async () => {
    await using fixture = await startWatched();
    const { monitors } = fixture.poll;
    monitors.watchdog = { ...monitors.watchdog, quietReport: '08:00' };
    fixture.set({ b1: 'Running' });
    await fixture.passClosely(35 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    await fixture.poll.restart();
    await fixture.passClosely(HOUR);
    expect(await fixture.mails()).toEqual(['oncall: All clear']);
    expect((await fixture.messages())[0]?.report?.lines).toEqual([
      'Since 2024-06-27 07:23:40: 73 polls, 1 job known, the oldest open job running since 2024-06-27 07:23:10 (media), no incident is open.',
    ]);
    fixture.set({ b2: { state: 'Failed', code: 'InternalError' } });
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(DAY);
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).at(-1)).toBe('oncall: 1 open');
    expect((await fixture.messages()).at(-1)?.report?.lines[0]).toContain(
      'open: Failed: InternalError (media).',
    );
  });
});
