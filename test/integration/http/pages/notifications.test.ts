import { describe, expect, it } from 'vitest';
import { holdByRate } from '../../../../src/store/outbox/outbox-rate.ts';
import { incidentHistories } from '../../../../src/store/views/incident-history.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { DeliveryFixture } from '../../../support/outbox/delivery-fixture.ts';
import {
  openThread,
  putMessage,
  settle,
  threeEntries,
  NOTIFIED_INCIDENT,
} from '../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

interface Listed {
  items: { id: number; state: string; waits?: { reason: string; until: string; since?: string } }[];
  next?: string;
}

async function listed(web: ServedWeb, query: string): Promise<Listed> {
  return (await web.api(`/notifications${query}`)).json as unknown as Listed;
}

describe('GET /api/v1/notifications', () => {
  it('lists them the newest first, narrowed by state and receiver', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await threeEntries(temporary);
    const ids = async (query: string) => (await listed(web, query)).items.map(({ id }) => id);
    expect(await ids('')).toEqual([3, 2, 1]);
    expect(await ids('?state=waiting')).toEqual([3]);
    expect(await ids('?state=sent')).toEqual([1]);
    expect(await ids('?state=dead')).toEqual([2]);
    expect(await ids('?receiver=oncall')).toEqual([2, 1]);
    expect(await ids('?receiver=oncall&state=sent')).toEqual([1]);
    expect(await ids('?receiver=boss&state=waiting')).toEqual([3]);
    expect(await ids('?receiver=boss&state=dead')).toEqual([]);
  });

  it('shows all of one: what it is, where it stands, and each attempt', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    const thread = await openThread(temporary);
    const story = {
      labels: { target: 'media', code: 'AccessDenied' },
      totals: [{ state: 'Failed', count: 3 }],
    };
    const [id = 0] = await putMessage(temporary, {
      thread,
      incident: NOTIFIED_INCIDENT,
      messageId: '<one@x>',
      story: { ...STORY, ...story },
    });
    await settle(temporary, id, 'dead');
    const json = await listed(web, `?incident=${NOTIFIED_INCIDENT}`);
    const at = '2024-06-27T07:23:10.000Z';
    expect(json.items).toEqual([
      {
        id,
        state: 'dead',
        channel: 'email',
        receiver: 'oncall',
        recipient: 'oncall@example.com',
        messageId: '<one@x>',
        kind: 'opening',
        title: 'Failed: AccessDenied (media)',
        incident: NOTIFIED_INCIDENT,
        createdAt: at,
        settledAt: at,
        attempts: 1,
        lastAttempts: [
          {
            startedAt: at,
            endedAt: at,
            outcome: 'permanent',
            reason: 'permanent',
            response: '550 no such user',
            hint: 'unknown-recipient',
          },
        ],
      },
    ]);
  });

  it.each(['', '&state=waiting', '&receiver=oncall', `&incident=${NOTIFIED_INCIDENT}`])(
    'comes in pages that join without a gap (%s)',
    async (filter) => {
      await using temporary = new TemporaryStore();
      await using web = await ServedWeb.start(temporary);
      const thread = await openThread(temporary);
      for (let made = 0; made < 3; made += 1) {
        await putMessage(temporary, {
          thread,
          incident: NOTIFIED_INCIDENT,
          recipients: ['a@example.com', 'b@example.com'],
        });
      }
      const seen: number[] = [];
      let cursor = '';
      do {
        const json = await listed(web, `?limit=2${filter}${cursor}`);
        seen.push(...json.items.map(({ id }) => id));
        cursor = json.next === undefined ? '' : `&cursor=${json.next}`;
      } while (cursor !== '');
      expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
    },
  );

  it('says why each one waits', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    const { store, clock } = temporary;
    for (let made = 0; made < 5; made += 1) await putMessage(temporary);
    const now = clock.now();
    await store.write(async (trx) => {
      const change = (id: number, values: object) =>
        trx.updateTable('outbox').set(values).where('id', '=', id).execute();
      await holdByRate(trx, { channel: 'email', now });
      await change(1, { rate_capped_at: null });
      await change(3, { next_attempt_at: now + MINUTE, attempts: 2 });
      await change(4, { next_attempt_at: now + MINUTE, held_by: 'channel' });
      await change(5, { state: 'claimed' });
    });
    const json = await listed(web, '?state=waiting');
    const at = '2024-06-27T07:23:10.000Z';
    expect(json.items.map(({ waits }) => waits)).toEqual([
      { reason: 'under-way', until: at },
      { reason: 'held-by-channel', until: '2024-06-27T07:24:10.000Z' },
      { reason: 'retry', until: '2024-06-27T07:24:10.000Z' },
      { reason: 'rate-capped', until: at, since: at },
      { reason: 'due', until: at },
    ]);
  });

  it.each([['?state=lost'], ['?limit=0'], ['?cursor=nonsense'], ['?cursor=W10']])(
    'refuses %s with a problem',
    async (query) => {
      await using temporary = new TemporaryStore();
      await using web = await ServedWeb.start(temporary);
      const response = await fetch(`${web.url}/api/v1/notifications${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 400, detail: expect.any(String) });
    },
  );
});

describe('resending', () => {
  it('puts what was given up back, due at once, as it was, and remembers who wanted it', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    const thread = await openThread(temporary);
    const [id = 0] = await putMessage(temporary, { thread, incident: NOTIFIED_INCIDENT });
    await settle(temporary, id, 'dead');
    const before = await rowOf(temporary, id);
    await temporary.clock.advance(MINUTE);
    const { status, json } = await web.post(`/notifications/${id}/resend`, { author: 'alice\n' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, state: 'waiting', attempts: 1, waits: { reason: 'due' } });
    expect(web.wakes).toBe(1);
    expect(await rowOf(temporary, id)).toEqual({
      ...before,
      state: 'pending',
      settled_at: null,
      next_attempt_at: temporary.clock.now(),
    });
    const [history] = await temporary.store.read((db) => incidentHistories(db, [1]));
    expect(history?.events.at(-1)).toMatchObject({
      kind: 'resent',
      reason: 'manual',
      receiver: 'oncall',
      detail: 'oncall@example.com: alice',
      at: temporary.clock.now(),
    });
  });

  it.each([
    [3, 409, 'the notification is not undeliverable'],
    [1, 409, 'the notification is not undeliverable'],
    [99, 404, 'no such notification'],
  ])('of %d is refused', async (id, status, title) => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await threeEntries(temporary);
    const before = await rowOf(temporary, id);
    const answer = await web.post(`/notifications/${id}/resend`);
    expect([answer.status, answer.json['title']]).toEqual([status, title]);
    expect(await rowOf(temporary, id)).toEqual(before);
    expect(web.wakes).toBe(0);
  });

  it('is refused for a receiver that is no longer configured', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await threeEntries(temporary);
    web.receivers = ['boss'];
    const answer = await web.post('/notifications/2/resend');
    expect([answer.status, answer.json['title']]).toEqual([422, 'the receiver is no longer configured']);
  });

  it.each(['x', '1.5', '-1', '99999999999999999999'])('%s is no id', async (id) => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    expect((await web.post(`/notifications/${id}/resend`)).status).toBe(400);
    expect((await web.submit(`/notifications/${id}/resend`)).status).toBe(404);
  });

  it('delivers: the same Message-ID, to that recipient alone', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = (recipient) => (recipient === 'bad@x' ? 'permanent' : 'delivered');
    await using web = await ServedWeb.start({
      store: fixture.store,
      clock: fixture.clock,
      wakeDelivery: () => fixture.delivery.wake(),
    });
    fixture.start();
    const messageId = await fixture.notify('good@x', 'bad@x');
    await fixture.clock.advance(SECOND);
    expect(await fixture.states()).toEqual(['good@x: sent', 'bad@x: dead']);
    fixture.channel.usual = () => 'delivered';
    expect((await web.post('/notifications/2/resend')).status).toBe(200);
    // No time passes: the delivery was woken.
    await fixture.clock.advance(0);
    expect(await fixture.states()).toEqual(['good@x: sent', 'bad@x: sent']);
    expect(fixture.channel.offers.map((offer) => [offer.messageId, offer.recipient])).toEqual([
      [messageId, 'good@x'],
      [messageId, 'bad@x'],
      [messageId, 'bad@x'],
    ]);
    expect((await fixture.entries())[1]).toMatchObject({ attempts: 2, settled_at: fixture.clock.now() });
  });
});

const STORY = {
  state: 'open' as const,
  reason: 'opened',
  openedAt: 1,
  jobs: 3,
  unresolved: 3,
  added: 0,
  notes: [],
};

async function rowOf({ store }: TemporaryStore, id: number) {
  return await store.read((db) =>
    db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst(),
  );
}
