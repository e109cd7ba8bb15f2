import { describe, expect, it } from 'vitest';
import type { OutboxState } from '../../../../src/store/schema/outbox-tables.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { FAILED, linesOf, startIncidentPage } from '../../../support/http/incident-page.ts';

type IncidentPageFixture = Awaited<ReturnType<typeof startIncidentPage>>;

/** What became of each copy of the one mail: of its first recipient, and of another if there is one. */
async function become(fixture: IncidentPageFixture, ...states: readonly OutboxState[]): Promise<void> {
  const settled_at = fixture.clock.now();
  await fixture.store.write(async (trx) => {
    const [first, ...others] = states.map((state) => ({
      state,
      settled_at: state === 'pending' || state === 'claimed' ? null : settled_at,
    }));
    if (first !== undefined) await trx.updateTable('outbox').set(first).execute();
    const { id: _, ...copy } = await trx.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    for (const [index, other] of others.entries()) {
      const recipient = `other-${index}@example.com`;
      await trx
        .insertInto('outbox')
        .values({ ...copy, ...other, recipient })
        .execute();
    }
  });
}

/** The same in all places: the list of what is open, the incident, the API. */
async function said(fixture: IncidentPageFixture) {
  const now = (await fixture.web.page('/')).html.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ');
  const { json } = await fixture.web.api('GET', `/incidents/${fixture.id}`);
  return {
    now: /Unacknowledged · (.*?) Acknowledge/.exec(now)?.[1]?.trim(),
    details: linesOf(await fixture.page(), 'facts').join(' '),
    api: [json.toldTo, json.onItsWayTo, json.notReached],
  };
}

describe('which job it is of', () => {
  it('stands on the card when there is one, and leads to it', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const card = async () => /<ul class="grid">[^]*?<\/ul>/.exec((await fixture.web.page('/')).html)?.[0];
    expect(await card()).toContain('<a href="/jobs/media/b1"><bdi>nightly</bdi></a>');
    fixture.incidents.set({ b2: { state: 'Failed', code: 'AccessDenied', name: 'other' } });
    await fixture.incidents.pass(300 * SECOND);
    expect(await card()).not.toMatch(/nightly|other/);
  });
});

describe('who was notified', () => {
  it.each<[string, readonly OutboxState[], string, readonly string[][]]>([
    ['reached', ['sent'], 'Notified: oncall', [['oncall'], [], []]],
    ['on its way', ['pending'], 'Being notified: oncall', [[], ['oncall'], []]],
    ['offered to a server this moment', ['claimed'], 'Being notified: oncall', [[], ['oncall'], []]],
    ['given up', ['dead'], 'Not notified: oncall (undeliverable)', [[], [], ['oncall']]],
    ['given up for one of two recipients', ['dead', 'sent'], 'Notified: oncall', [['oncall'], [], []]],
    ['given up for one, and waits', ['dead', 'pending'], 'Being notified: oncall', [[], ['oncall'], []]],
  ])('is what the outbox knows of the mail: %s', async (_what, states, line, api) => {
    await using fixture = await startIncidentPage(FAILED);
    await become(fixture, ...states);
    const found = await said(fixture);
    expect([found.now, found.api]).toEqual([line, api]);
    expect(found.details).toContain(line.replace('Notified: oncall', 'Notified oncall Rule'));
  });

  it('stays when its mail is pruned', async () => {
    await using fixture = await startIncidentPage(FAILED);
    await fixture.store.write((trx) => trx.deleteFrom('notification').execute());
    expect((await said(fixture)).api).toEqual([['oncall'], [], []]);
  });

  it('stays while later mail of the same incident waits', async () => {
    await using fixture = await startIncidentPage(FAILED);
    fixture.incidents.set({ b2: { state: 'Failed', code: 'AccessDenied', name: 'other' } });
    await fixture.incidents.pass(300 * SECOND);
    await fixture.store.write((trx) =>
      trx.updateTable('outbox').set({ state: 'pending', settled_at: null }).where('id', '=', 2).execute(),
    );
    expect((await said(fixture)).api).toEqual([['oncall'], [], []]);
  });
});
