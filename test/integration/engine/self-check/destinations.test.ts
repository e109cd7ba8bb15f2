import { describe, expect, it } from 'vitest';
import { isWell } from '../../../../src/engine/self-check/is-well.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { outboxReadings } from '../../../../src/store/outbox/outbox-readings.ts';
import { startWatched } from '../../../support/engine/start-watched.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

const DEAD = 'qyapi.weixin.qq.com #dead0000';
const ALIVE = 'qyapi.weixin.qq.com #11fe0000';

const toWecom = (recipient: string) => ({ channel: 'wecom', recipients: [recipient], hasLanes: true });

/** A watched fixture with two groups in WeCom beside the mail. `lead` can be reached in the dead one alone. */
async function startTwoGroups() {
  const fixture = await startWatched();
  const { monitors, routes } = fixture.poll;
  fixture.poll.isMailDown = true;
  const email = { channel: 'email', recipients: ['oncall@example.com'] };
  routes.set('oncall', [email, toWecom(DEAD)]);
  routes.set('lead', [toWecom(DEAD)]);
  const destinations = [email, { channel: 'wecom', recipients: [DEAD, ALIVE], hasLanes: true }];
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall', 'lead'], destinations };
  const { store, clock } = fixture.poll;
  let messages = 0;
  /** Puts a message into the outbox, as it stands after its first attempt. */
  const put = async (recipient: string, answer: string | undefined) => {
    messages += 1;
    const now = clock.now();
    await store.write(async (trx) => {
      const to = [{ channel: 'wecom', recipients: [recipient] }];
      const message = sampleMessage({ messageId: `<w${messages}.1@x>`, createdAt: now });
      const notification = await addNotification(trx, { message, to, detectedAt: now });
      const isTaken = answer === undefined;
      const { id: outbox } = await trx
        .updateTable('outbox')
        .set({
          attempts: 1,
          offered: 1,
          ...(isTaken ? { state: 'sent', settled_at: now } : { held_by: 'channel' }),
        })
        .where('notification', '=', notification)
        .returning('id')
        .executeTakeFirstOrThrow();
      const outcome = isTaken ? ('delivered' as const) : ('temporary' as const);
      const attempt = {
        outbox,
        channel: 'wecom',
        started_at: now,
        ended_at: now,
        outcome,
        reason: 'temporary',
      };
      await trx
        .insertInto('attempt')
        .values({ ...attempt, response: answer ?? 'ok', hint: null })
        .execute();
    });
  };
  return { fixture, put, destinations };
}

describe('a destination that takes nothing', () => {
  it('opens an incident that names it, although another one of its channel works; others are notified', async () => {
    const { put, ...groups } = await startTwoGroups();
    await using fixture = groups.fixture;
    await put(DEAD, '502 bad gateway');
    for (let minutes = 0; minutes < 16; minutes += 1) {
      await put(ALIVE, undefined);
      await fixture.pass(MINUTE);
    }
    const messages = (await fixture.messages()).filter(({ story }) => story?.condition !== undefined);
    expect(messages.map(({ receiver }) => receiver)).toEqual(['oncall']);
    expect(messages[0]?.story?.condition).toEqual({
      title: `Messages are not delivered to wecom ${DEAD}`,
      lines: [
        expect.stringMatching(/^1 message waits there, the oldest since .+ Other destinations get theirs\.$/),
        'The other side said: "502 bad gateway".',
      ],
    });
  });

  it('stops the ping, and is not hidden by attempts at another one', async () => {
    const { put, destinations, ...groups } = await startTwoGroups();
    await using fixture = groups.fixture;
    const { store, clock } = fixture.poll;
    const startedAt = clock.now();
    const asked = {
      schedules: [],
      fresh: new Set<string>(),
      isElsewhere: () => false,
      destinations,
      startedAt,
      outboxAfter: 15 * MINUTE,
    };
    const well = () => store.read((db) => isWell(db, { ...asked, now: clock.now() }));
    await store.write((trx) =>
      addNotification(trx, {
        message: sampleMessage({ messageId: '<u.1@x>', createdAt: clock.now() }),
        to: [{ channel: 'wecom', recipients: [DEAD] }],
        detectedAt: 0,
      }),
    );
    expect(await well()).toBe(true);
    await clock.advance(HOUR);
    await put(ALIVE, undefined);
    expect(await well()).toBe(false);
    const { outboxes } = await store.read((db) => outboxReadings(db, { ...asked, now: clock.now() }));
    expect(outboxes.map(({ destination, pending }) => [destination?.name ?? 'mail', pending])).toEqual([
      ['mail', 0],
      [`wecom ${DEAD}`, 1],
      [`wecom ${ALIVE}`, 0],
    ]);
  });
});
