import { describe, expect, it } from 'vitest';
import { incidentHistories } from '../../../../src/store/views/incident-history.ts';
import { resendAll } from '../../../../src/actions/resend.ts';
import { HOUR, SECOND } from '../../../../src/platform/time.ts';
import { DeliveryFixture } from '../../../support/outbox/delivery-fixture.ts';
import { openThread, putMessage, settle, NOTIFIED_INCIDENT } from '../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

/** Given up, an hour between each: 1 and 2 to `oncall`, 3 to `boss`; 4 was sent, 5 waits. */
async function fill(temporary: TemporaryStore): Promise<void> {
  const thread = await openThread(temporary);
  for (const receiver of ['oncall', 'oncall', 'boss']) {
    const [id = 0] = await putMessage(temporary, { receiver, thread, incident: NOTIFIED_INCIDENT });
    await settle(temporary, id, 'dead');
    await temporary.clock.advance(HOUR);
  }
  const [sent = 0] = await putMessage(temporary);
  await settle(temporary, sent, 'sent');
  await putMessage(temporary);
}

async function statesOf({ store }: TemporaryStore): Promise<string[]> {
  const rows = await store.read((db) => db.selectFrom('outbox').select(['state']).orderBy('id').execute());
  return rows.map(({ state }) => state);
}

describe('sending all undeliverable notifications again', () => {
  const START = '2024-06-27T07:23:10.000Z';
  const AN_HOUR_LATER = '2024-06-27T08:23:10.000Z';

  it.each([
    [{}, ['pending', 'pending', 'pending'], { resent: 3, receiverRemoved: 0, left: 0 }],
    [{ receiver: 'oncall' }, ['pending', 'pending', 'dead'], { resent: 2, receiverRemoved: 0, left: 0 }],
    [{ since: START }, ['pending', 'pending', 'pending'], { resent: 3, receiverRemoved: 0, left: 0 }],
    [{ since: AN_HOUR_LATER }, ['dead', 'pending', 'pending'], { resent: 2, receiverRemoved: 0, left: 0 }],
    [
      { since: AN_HOUR_LATER, receiver: 'oncall' },
      ['dead', 'pending', 'dead'],
      { resent: 1, receiverRemoved: 0, left: 0 },
    ],
  ])('%j makes those due again, and leaves what was sent alone', async (wish, states, answer) => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    const { status, json } = await web.post('/notifications/resend', { author: 'alice', ...wish });
    expect([status, json]).toEqual([200, answer]);
    expect(await statesOf(temporary)).toEqual([...states, 'sent', 'pending']);
    expect(web.wakes).toBe(answer.resent === 0 ? 0 : 1);
  });

  it('an unknown receiver is refused, with the names of those there are', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    web.receivers = ['oncall', 'boss'];
    const { status, json } = await web.post('/notifications/resend', { receiver: 'nobody' });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [{ path: 'receiver', message: 'no such receiver: there are oncall, boss' }],
    });
    expect((await statesOf(temporary)).slice(0, 3)).toEqual(['dead', 'dead', 'dead']);
  });

  it('a second request sends nothing again, and counts that', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    await web.post('/notifications/resend');
    const { json } = await web.post('/notifications/resend');
    expect(json).toEqual({ resent: 0, receiverRemoved: 0, left: 0 });
    expect(web.wakes).toBe(1);
  });

  it('a receiver that is no longer configured gets nothing, and its copies are counted', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    web.receivers = ['oncall'];
    const { json } = await web.post('/notifications/resend');
    expect(json).toEqual({ resent: 2, receiverRemoved: 1, left: 0 });
    expect((await statesOf(temporary)).slice(0, 3)).toEqual(['pending', 'pending', 'dead']);
  });

  it('one request takes a bounded number, the oldest first, and says how many are left', async () => {
    await using temporary = new TemporaryStore();
    await fill(temporary);
    const asked = { by: 'alice', at: temporary.clock.now(), receivers: ['oncall', 'boss'], most: 2 };
    const resend = () => temporary.store.write((trx) => resendAll(trx, asked));
    expect(await resend()).toEqual({ resent: 2, receiverRemoved: 0, left: 1 });
    expect((await statesOf(temporary)).slice(0, 3)).toEqual(['pending', 'pending', 'dead']);
    expect(await resend()).toEqual({ resent: 1, receiverRemoved: 0, left: 0 });
  });

  it('the incident remembers who wanted it, copy by copy', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    await web.post('/notifications/resend', { author: 'alice', receiver: 'oncall' });
    const [history] = await temporary.store.read((db) => incidentHistories(db, [1]));
    const resent = {
      kind: 'resent',
      reason: 'manual',
      receiver: 'oncall',
      detail: 'oncall@example.com: alice',
    };
    expect(history?.events).toEqual([
      expect.objectContaining({ ...resent, at: temporary.clock.now() }),
      expect.objectContaining({ ...resent, at: temporary.clock.now() }),
    ]);
  });

  it('every copy arrives once, with its own Message-ID', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'permanent';
    await using web = await ServedWeb.start({
      store: fixture.store,
      clock: fixture.clock,
      wakeDelivery: () => fixture.delivery.wake(),
    });
    fixture.start();
    const ids = [await fixture.notify('a@x', 'b@x'), await fixture.notify('a@x')];
    await fixture.clock.advance(SECOND);
    expect(new Set(await fixture.states())).toEqual(new Set(['a@x: dead', 'b@x: dead']));
    fixture.channel.usual = () => 'delivered';
    const before = fixture.channel.offers.length;
    await Promise.all([web.post('/notifications/resend'), web.post('/notifications/resend')]);
    await fixture.clock.advance(SECOND);
    const offers = fixture.channel.offers
      .slice(before)
      .map(({ messageId, recipient }) => [messageId, recipient]);
    expect(offers).toEqual([
      [ids[0], 'a@x'],
      [ids[0], 'b@x'],
      [ids[1], 'a@x'],
    ]);
  });

  it.each([[{ since: 'yesterday' }], [{ receiver: 3 }]])('%j is refused', async (body) => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    expect((await web.post('/notifications/resend', body)).status).toBe(400);
  });
});

describe('the button of the page', () => {
  it.each([
    ['', true],
    ['?state=dead', true],
    ['?state=all', true],
    ['?state=sent', false],
    ['?state=waiting', false],
    ['?incident=5fa2c3d41b7e9086', false],
  ])('on %j is shown: %s', async (query, isShown) => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    expect((await web.page(`/notifications${query}`)).includes('action="/notifications/resend"')).toBe(
      isShown,
    );
  });

  it('is not shown when nothing is undeliverable', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await putMessage(temporary);
    expect(await web.page('/notifications')).not.toContain('/notifications/resend');
  });

  it('sends again to the receiver that the list shows, and the page counts what it did', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await fill(temporary);
    const page = await web.page('/notifications?state=dead&receiver=oncall');
    expect(page).toContain('Send all undeliverable to oncall again');
    const response = await web.submit('/notifications/resend', { state: 'dead', receiver: 'oncall' });
    expect(response.status).toBe(303);
    const location = response.headers.get('Location') ?? '';
    expect(await web.page(location)).toContain('2 notifications are due again.');
    expect((await statesOf(temporary)).slice(0, 3)).toEqual(['pending', 'pending', 'dead']);
    const again = await web.submit('/notifications/resend', { state: 'dead', receiver: 'oncall' });
    expect(await web.page(again.headers.get('Location') ?? '')).toContain('Nothing has been done');
  });
});
