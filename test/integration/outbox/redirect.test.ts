import { describe, expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { type PresentPlaces, redirectEntries } from '../../../src/store/outbox/redirect.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';

const OLD = 'qyapi.weixin.qq.com #00000001';
const NEW = 'qyapi.weixin.qq.com #00000002';

/** `recipient: state` of the entries of one message after the places of its receiver changed. */
async function redirected(
  recipients: readonly string[],
  places: readonly PresentPlaces[],
  states: Readonly<Record<string, 'sent' | 'dead'>> = {},
): Promise<string[]> {
  const clock = new TestClock();
  await using temporary = new TemporaryStore(clock);
  return await temporary.store.write(async (trx) => {
    const message = sampleMessage();
    await addNotification(trx, {
      message,
      to: [
        { channel: 'wecom', recipients },
        { channel: 'email', recipients: ['oncall@example.com'] },
      ],
      detectedAt: 0,
    });
    for (const [recipient, state] of Object.entries(states))
      await trx.updateTable('outbox').set({ state }).where('recipient', '=', recipient).execute();
    await redirectEntries(trx, places, { channels: ['wecom', 'slack'], now: clock.now() });
    const entries = await trx.selectFrom('outbox').selectAll().orderBy('id').execute();
    return entries.map(({ recipient, state }) => `${recipient}: ${state}`);
  });
}

const wecom = (...recipients: string[]) => [{ channel: 'wecom', receiver: 'oncall', recipients }];
const MAIL = 'oncall@example.com: pending';

describe('an entry that waits for a destination', () => {
  it('keeps it while the configuration names it', async () => {
    expect(await redirected([OLD], wecom(OLD))).toEqual([`${OLD}: pending`, MAIL]);
  });

  it('keeps it while another receiver has it', async () => {
    expect(await redirected([OLD], [{ channel: 'wecom', receiver: 'lead', recipients: [OLD] }])).toEqual([
      `${OLD}: pending`,
      MAIL,
    ]);
  });

  it('goes to the one that took its place', async () => {
    expect(await redirected([OLD], wecom(NEW))).toEqual([`${NEW}: pending`, MAIL]);
  });

  it('goes to the one that took its place, though another receiver keeps the former', async () => {
    const shared = { channel: 'wecom', receiver: 'lead', recipients: [OLD] };
    expect(await redirected([OLD], [shared, ...wecom(NEW)])).toEqual([`${NEW}: pending`, MAIL]);
    expect(await redirected([OLD], [shared, ...wecom(OLD)])).toEqual([`${OLD}: pending`, MAIL]);
    expect(await redirected([OLD], [shared, ...wecom()])).toEqual([`${OLD}: pending`, MAIL]);
    expect(await redirected([OLD], [shared, ...wecom(NEW, 'other')])).toEqual([`${NEW}: pending`, MAIL]);
  });

  it('goes to the first when several took its place', async () => {
    expect(await redirected([OLD], wecom(NEW, 'other'))).toEqual([`${NEW}: pending`, MAIL]);
  });

  it('is given up when nothing took its place', async () => {
    expect(await redirected([OLD], [])).toEqual([`${OLD}: dead`, MAIL]);
  });

  it('is given up when the message goes to the new one anyway', async () => {
    expect(await redirected([OLD, NEW], wecom(NEW))).toEqual([`${OLD}: dead`, `${NEW}: pending`, MAIL]);
  });
});

describe('an entry that waits for one of several destinations', () => {
  it('goes to the one in its place', async () => {
    expect(await redirected(['a', 'b'], wecom('a', 'c'))).toEqual(['a: pending', 'c: pending', MAIL]);
    expect(await redirected(['a', 'b'], wecom('c', 'b'))).toEqual(['c: pending', 'b: pending', MAIL]);
    expect(await redirected(['a', 'b'], wecom('b', 'c'))).toEqual(['c: pending', 'b: pending', MAIL]);
    expect(await redirected(['a', 'b'], wecom('c', 'd'))).toEqual(['c: pending', 'd: pending', MAIL]);
  });

  it('goes to the one in its place, though another one has taken the message', async () => {
    expect(await redirected(['a', 'b'], wecom('a', 'c'), { a: 'sent' })).toEqual([
      'a: sent',
      'c: pending',
      MAIL,
    ]);
    expect(await redirected(['a', 'b'], wecom('c', 'd'), { a: 'sent' })).toEqual([
      'a: sent',
      'd: pending',
      MAIL,
    ]);
  });

  it('comes before what was sent or given up where fewer are left', async () => {
    expect(await redirected(['a', 'b'], wecom('c'), { a: 'sent' })).toEqual(['a: sent', 'c: pending', MAIL]);
    expect(await redirected(['a', 'b'], wecom('c'), { a: 'dead' })).toEqual(['a: dead', 'c: pending', MAIL]);
    expect(await redirected(['a', 'b'], wecom('c'))).toEqual(['c: pending', 'b: dead', MAIL]);
  });

  it('is renamed when it was given up, so that it can be sent again', async () => {
    expect(await redirected(['a', 'b'], wecom('a', 'c'), { b: 'dead' })).toEqual([
      'a: pending',
      'c: dead',
      MAIL,
    ]);
  });
});
