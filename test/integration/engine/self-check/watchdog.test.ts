import { describe, expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { REFUSED_CONFIG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/base/policies.ts';
import { keepFact } from '../../../../src/store/settings/facts.ts';
import { StoreFault } from '../../../../src/store/sqlite/store-fault.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { SourceFault } from '../../../../src/poll/port/job-source.ts';
import { startWatched } from '../../../support/start-watched.ts';

const refused = () =>
  new SourceFault('the key is unknown', { code: 'SecretidNotExist', reason: 'auth', hint: 'Check the key.' });

describe('a target that cannot be read', () => {
  it('is told after unreadableAfter polls with why, reminded of, and told over; a restart forgets nothing', async () => {
    await using bench = await startWatched();
    bench.poll.cloud.fault = () => 'fail';
    await bench.pass(MINUTE);
    await bench.poll.restart();
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual([]);
    await bench.pass(30 * SECOND);
    expect(await bench.mails()).toEqual(['oncall: Polling failed (media)']);
    expect((await bench.messages())[0]?.story?.condition?.lines).toEqual([
      expect.stringMatching(/^5 polls in a row failed since 2024-06-27 07:23:10\./),
      'Scripted: scripted',
    ]);
    await bench.poll.restart();
    await bench.pass(4 * HOUR);
    expect((await bench.mails()).slice(1)).toEqual(['oncall: Still open: Polling failed (media)']);
    bench.poll.cloud.fault = () => undefined;
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(2)).toEqual(['oncall: Resolved: Polling failed (media)']);
    const messages = await bench.messages();
    expect(messages.slice(1).map(({ inReplyTo }) => inReplyTo)).toEqual([
      messages[0]?.messageId,
      messages[0]?.messageId,
    ]);
  });

  it('for its credentials are refused is told at once; whatever fails next, it is one incident', async () => {
    await using bench = await startWatched();
    bench.poll.cloud.fault = () => 'fail';
    const other = bench.poll.cloud.refusal;
    bench.poll.cloud.refusal = refused;
    await bench.pass(30 * SECOND);
    expect(await bench.mails()).toEqual(['oncall: Polling failed: credentials refused (media)']);
    expect((await bench.messages())[0]?.story?.condition?.lines[1]).toBe(
      'SecretidNotExist: the key is unknown. Check the key.',
    );
    bench.poll.cloud.refusal = other;
    await bench.pass(MINUTE);
    bench.poll.cloud.fault = () => undefined;
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(1)).toEqual([
      'oncall: Resolved: Polling failed: credentials refused (media)',
    ]);
  });

  it('once in a while is no news', async () => {
    await using bench = await startWatched();
    let polls = 0;
    bench.poll.cloud.fault = () => (polls++ % 5 === 0 ? undefined : 'fail');
    await bench.pass(HOUR);
    expect(await bench.mails()).toEqual([]);
  });
});

describe('mails that do not leave', () => {
  it('are told as soon as they leave again: what waits is one mail, and one closes it', async () => {
    await using bench = await startWatched();
    bench.poll.isMailDown = true;
    bench.set({ b1: 'Failed' });
    await bench.pass(MINUTE);
    // As a delivery that tried in vain leaves it.
    await bench.poll.store.write((trx) => trx.updateTable('outbox').set({ attempts: 1 }).execute());
    await bench.pass(8 * MINUTE);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(HOUR);
    expect((await bench.mails()).slice(1)).toEqual(['oncall: Mails are not delivered']);
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(2)).toEqual(['oncall: Resolved: Mails are not delivered']);
  });

  it('for there are many are not blocked', async () => {
    await using bench = await startWatched();
    const { watchers, clock } = bench.poll;
    // As one that has tried a moment ago.
    watchers.live = Object.defineProperty({ ...watchers.live }, 'startedAt', { get: () => clock.now() });
    bench.poll.isMailDown = true;
    bench.set({ b1: 'Failed' });
    await bench.pass(HOUR);
    expect(await bench.mails()).toHaveLength(1);
  });
});

describe('also told are', () => {
  it('a state that the API does not document, while a job is in it', async () => {
    await using bench = await startWatched();
    bench.set({ b1: 'Suspended' });
    await bench.pass(MINUTE);
    bench.set({ b1: 'Success' });
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: Unknown state of jobs: Suspended (media)',
      'oncall: Resolved: Unknown state of jobs: Suspended (media)',
    ]);
  });

  it('a job that vanished, until it is found again', async () => {
    await using bench = await startWatched();
    bench.set({ b1: 'Running', b2: 'Running' });
    await bench.pass(MINUTE);
    const jobs = [...bench.poll.cloud.jobs.values()];
    bench.poll.cloud.jobs.clear();
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: 2 jobs vanished (media)']);
    for (const job of jobs) bench.poll.cloud.put(job);
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(1)).toEqual(['oncall: Resolved: 2 jobs vanished (media)']);
  });

  it('a vanished job that stays away ends by itself after a day, silently', async () => {
    await using bench = await startWatched();
    bench.set({ b1: 'Running' });
    await bench.pass(MINUTE);
    bench.poll.cloud.jobs.clear();
    await bench.pass(2 * MINUTE);
    bench.poll.conditions.set(WATCHDOG, { ...USUAL_POLICY, repeat: 'never' });
    await bench.poll.clock.advance(DAY);
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual(['oncall: A job vanished (media)']);
  });

  it('a clock that is off by more than a minute, until it is near again', async () => {
    await using bench = await startWatched();
    for (const skew of [-59, -70, -45, -10]) {
      bench.poll.cloud.skew = skew * SECOND;
      await bench.pass(MINUTE);
    }
    expect(await bench.mails()).toEqual([
      'oncall: The clock is off by 1 min 10 s',
      'oncall: Resolved: The clock is off by 1 min 10 s',
    ]);
  });

  it('keys that end and cannot be renewed; while that is not known, what was found stands', async () => {
    await using bench = await startWatched();
    const { watchers, clock } = bench.poll;
    const { live } = watchers;
    watchers.live = {
      ...live,
      endingKeys: () => [{ credentials: 'machine', endsAt: clock.now() + 5 * MINUTE }],
    };
    await bench.pass(MINUTE);
    watchers.live = { ...live, endingKeys: () => undefined };
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Credentials machine are about to end']);
    watchers.live = live;
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(1)).toEqual([
      'oncall: Resolved: Credentials machine are about to end',
    ]);
  });

  it('a configuration that was refused, until one is used', async () => {
    await using bench = await startWatched();
    const { store, clock } = bench.poll;
    const refusal = { at: clock.now(), problems: 'test.yaml:1:1: timezone is not an IANA time zone' };
    await store.write((trx) => keepFact(trx, REFUSED_CONFIG, refusal));
    await bench.pass(MINUTE);
    await store.write((trx) => keepFact(trx, REFUSED_CONFIG, undefined));
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: The changed configuration is not used',
      'oncall: Resolved: The changed configuration is not used',
    ]);
  });

  it('a time in which the store took no writes, when it is over, once', async () => {
    await using bench = await startWatched();
    const { watchers, clock } = bench.poll;
    const fault = new StoreFault('store-full', 'the store cannot grow: the disk is full');
    const outage = { since: clock.now() - HOUR, until: undefined, fault };
    watchers.live = { ...watchers.live, outage: () => outage };
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual([]);
    const ended = { ...outage, until: clock.now() };
    watchers.live = { ...watchers.live, outage: () => ended };
    await bench.pass(5 * MINUTE);
    await bench.poll.restart();
    await bench.pass(5 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Resolved: The store could not be written']);
    expect((await bench.messages())[0]?.story).toMatchObject({
      openedAt: outage.since,
      closed: { at: ended.until },
    });
  });
});

describe('the quiet report', () => {
  it('comes once a day at its time, whatever restarts, and says what is open', async () => {
    await using bench = await startWatched();
    const { watchers } = bench.poll;
    watchers.watchdog = { ...watchers.watchdog, quietReport: '08:00' };
    bench.set({ b1: 'Running' });
    await bench.passClosely(35 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    await bench.pass(2 * MINUTE);
    await bench.poll.restart();
    await bench.passClosely(HOUR);
    expect(await bench.mails()).toEqual(['oncall: All clear']);
    expect((await bench.messages())[0]?.report?.lines).toEqual([
      'Since 2024-06-27 07:23:40: 73 polls, 1 job known, the oldest open job running since 2024-06-27 07:23:10 (media), no incident is open.',
    ]);
    bench.set({ b2: { state: 'Failed', code: 'InternalError' } });
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(DAY);
    await bench.pass(MINUTE);
    expect((await bench.mails()).at(-1)).toBe('oncall: 1 open');
    expect((await bench.messages()).at(-1)?.report?.lines[0]).toContain(
      'open: Failed: InternalError (media).',
    );
  });
});
