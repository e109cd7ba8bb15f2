import { describe, expect, it } from 'vitest';
import type { DeliveryHint } from '../../../../src/core/delivery-hint.ts';
import { hintText } from '../../../../src/render/words/delivery-hint-words.ts';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { resendAll } from '../../../../src/actions/resend.ts';
import type { Store } from '../../../../src/store/store.ts';
import { DAY, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import type { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { startWatched } from '../../../support/engine/start-watched.ts';
import { byMail } from '../../../support/outbox/by-mail.ts';

/** Answers every mail that waits, as a delivery records it. */
async function answer(
  store: Store,
  change: { state?: 'dead'; held_by?: 'us' | 'recipient'; settled_at?: number },
  [response, hint]: readonly [string, DeliveryHint],
  recipient = '%',
): Promise<void> {
  await store.write(async (trx) => {
    const entries = await trx
      .updateTable('outbox')
      .set({ ...change, attempts: 1, offered: 1 })
      .where('state', '=', 'pending')
      .where('recipient', 'like', recipient)
      .returning('id')
      .execute();
    const outcome = change.state === 'dead' ? ('permanent' as const) : ('temporary' as const);
    for (const { id } of entries) {
      const times = { started_at: 1, ended_at: 2 };
      const attempt = { outbox: id, channel: 'email', ...times, outcome, reason: outcome, response, hint };
      await trx.insertInto('attempt').values(attempt).execute();
    }
  });
}

/** A mail to an address. */
async function put(store: Store, recipient: string, now: number): Promise<void> {
  await store.write(async (trx) => {
    const messageId = `<${now}-${recipient}>`;
    const message = sampleMessage({ recipients: [recipient], messageId, createdAt: now });
    await addNotification(trx, { message, to: byMail(message), detectedAt: now });
  });
}

async function ownIncidents(fixture: IncidentFixture) {
  const rows = await fixture.poll.store.read((db) =>
    db.selectFrom('incident').selectAll().where('rule', '=', WATCHDOG).orderBy('id').execute(),
  );
  return rows.map(({ summary, state, closed_reason: reason }) => {
    const { title, lines } = JSON.parse(summary ?? '{}') as { title: string; lines: readonly string[] };
    return { title, lines, state, reason };
  });
}

const LEAD = 'lead@example.com';
const ONCALL = 'oncall@example.com';

describe('mails that do not leave', () => {
  it('say what the mail server answered, and what that means', async () => {
    await using fixture = await startWatched();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    await answer(fixture.poll.store, { held_by: 'us' }, ['554 5.7.1 relay denied', 'relay-denied']);
    await fixture.pass(11 * MINUTE);
    const [incident] = (await ownIncidents(fixture)).filter(
      ({ title }) => title === 'Mails are not delivered',
    );
    expect(incident?.lines[1]).toBe(
      `The mail server said: "554 5.7.1 relay denied". ${hintText('relay-denied')}`,
    );
  });
});

describe('mails that one address does not take', () => {
  it('are notified of that address, with the answer, and not as mails that are not delivered', async () => {
    await using fixture = await startWatched();
    const { store, clock } = fixture.poll;
    await put(store, LEAD, clock.now());
    await answer(store, { held_by: 'recipient' }, ['452 4.2.2 mailbox full', 'mailbox-full']);
    fixture.poll.isMailDown = true;
    await fixture.pass(11 * MINUTE);
    const [incident, ...more] = await ownIncidents(fixture);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ title: `Mail is not taken for ${LEAD}`, state: 'open' });
    expect(incident?.lines[0]).toMatch(
      /^1 mail waits for lead@example.com alone, the oldest since 2024-06-27/,
    );
    expect(incident?.lines[1]).toBe(
      `The mail server said: "452 4.2.2 mailbox full". ${hintText('mailbox-full')}`,
    );
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(-2)).toEqual([
      `oncall: Mail is not taken for ${LEAD}`,
      `oncall: Resolved: Mail is not taken for ${LEAD}`,
    ]);
  });

  it('are not notified to that address alone: such a mail would only wait, too', async () => {
    await using fixture = await startWatched();
    fixture.poll.monitors.watchdog = { ...fixture.poll.monitors.watchdog, receivers: ['oncall', 'lead'] };
    const { store, clock } = fixture.poll;
    await put(store, ONCALL, clock.now());
    await answer(store, { held_by: 'recipient' }, ['452 4.2.2 mailbox full', 'mailbox-full']);
    fixture.poll.isMailDown = true;
    await fixture.pass(11 * MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual([`lead: Mail is not taken for ${ONCALL}`]);
  });
});

describe('mails that were refused for good', () => {
  const refusal = ['550 5.1.1 no such user', 'unknown-recipient'] as const;

  it('are notified of with the answer, to others than that address', async () => {
    await using fixture = await startWatched();
    fixture.poll.monitors.watchdog = { ...fixture.poll.monitors.watchdog, receivers: ['oncall', 'lead'] };
    const { store, clock } = fixture.poll;
    await put(store, LEAD, clock.now());
    await answer(store, { state: 'dead', settled_at: clock.now() }, refusal);
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual([`oncall: Undeliverable mail: ${LEAD}`]);
    expect((await ownIncidents(fixture))[0]?.lines).toContain(
      `The mail server said: "550 5.1.1 no such user". ${hintText('unknown-recipient')}`,
    );
  });

  it('are not over when the address takes another mail, nor when they wait again, but when they are delivered', async () => {
    await using fixture = await startWatched();
    const { store, clock } = fixture.poll;
    await put(store, LEAD, clock.now());
    await answer(store, { state: 'dead', settled_at: clock.now() }, refusal);
    await fixture.pass(MINUTE);
    await put(store, LEAD, clock.now());
    await fixture.pass(MINUTE);
    expect(await ownIncidents(fixture)).toMatchObject([{ state: 'open' }]);
    fixture.poll.isMailDown = true;
    const asked = { by: 'alice', at: clock.now(), receivers: ['oncall', 'lead'] };
    expect(await store.write((trx) => resendAll(trx, asked))).toMatchObject({ resent: 1 });
    await fixture.pass(MINUTE);
    expect(await ownIncidents(fixture)).toMatchObject([{ state: 'open' }]);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    expect(await ownIncidents(fixture)).toMatchObject([{ state: 'closed', reason: 'recovered' }]);
    expect((await fixture.mails()).at(-1)).toBe(`oncall: Resolved: Undeliverable mail: ${LEAD}`);
  });

  it.each([
    ['their address leaves the configuration', 'address'],
    ['they are forgotten after 30 days', 'days'],
    ['they are pruned', 'pruned'],
  ])('never say that all is well again when %s', async (_when, how) => {
    await using fixture = await startWatched();
    const { store, clock, monitors } = fixture.poll;
    await put(store, LEAD, clock.now());
    const died = how === 'days' ? clock.now() - 30 * DAY + 90 * SECOND : clock.now();
    await answer(store, { state: 'dead', settled_at: died }, refusal);
    await fixture.pass(MINUTE);
    const before = await fixture.mails();
    if (how === 'address')
      monitors.watchdog = {
        ...monitors.watchdog,
        destinations: [{ channel: 'email', recipients: [ONCALL] }],
      };
    if (how === 'pruned')
      await store.write((trx) => trx.deleteFrom('outbox').where('state', '=', 'dead').execute());
    await fixture.pass(2 * MINUTE);
    expect(await ownIncidents(fixture)).toMatchObject([{ state: 'closed', reason: 'aged' }]);
    expect(await fixture.mails()).toEqual(before);
  });
});
