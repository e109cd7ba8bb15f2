import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { WebOverStore } from '../../support/http/web-over-store.ts';
import type { Store } from '../../../src/store/store.ts';

const ALL = '[{"key":"target","glob":"*"}]';

/** Rows that no version of the program writes, but a hand or a damaged disk does. */
const DAMAGED: readonly (readonly [what: string, matchers: string])[] = [
  ['no JSON', '{'],
  ['nothing', ''],
  ['no list', '{"key":"target","glob":"*"}'],
  ['null', 'null'],
  ['an empty list', '[]'],
  ['a list of null', '[null]'],
  ['an unknown key', '[{"key":"colour","glob":"*"}]'],
  ['a glob that is none', '[{"key":"target","glob":1}]'],
  ['no glob', '[{"key":"target"}]'],
  ['one good and one damaged', '[{"key":"target","glob":"*"},{"key":"name"}]'],
  ['a glob of a million characters', JSON.stringify([{ key: 'target', glob: '*'.repeat(1_000_000) }])],
  [
    'a thousand matchers',
    JSON.stringify(Array.from({ length: 1_000 }, () => ({ key: 'target', glob: '*' }))),
  ],
];

const ABSURD = [
  ['-9223372036854775808', '9223372036854775807'],
  ['0', '8640000000000001'],
  ['-8640000000000001', '9007199254740993'],
] as const;

async function put(store: Store, row: { matchers?: string; from?: string; until?: string }): Promise<void> {
  const { matchers = ALL, from = '0', until = '4000000000000' } = row;
  await store.write((trx) =>
    sql`INSERT INTO silence (matchers, from_at, until_at, author, comment, created_at)
      VALUES (${matchers}, ${sql.raw(from)}, ${sql.raw(until)}, 'x', 'y', 1)`.execute(trx),
  );
}

async function putAll(store: Store): Promise<void> {
  for (const [, matchers] of DAMAGED) await put(store, { matchers });
  for (const [from, until] of ABSURD) await put(store, { from, until });
}

describe('a stored silence that cannot be shown', () => {
  it('breaks no page and no answer of the API', async () => {
    await using temporary = new TemporaryStore();
    await using web = await WebOverStore.start(temporary);
    await putAll(temporary.store);
    const { html, status } = await web.page('/silences');
    expect([status, web.errors]).toEqual([200, []]);
    expect(html).toContain('Its conditions are damaged in the store');
    expect(html).toContain('9999-12-31 23:59:59 UTC');
    const { json } = await web.api('GET', '/silences?all=true');
    expect(json.items).toHaveLength(DAMAGED.length + ABSURD.length);
    expect(json.items[0]).toMatchObject({ until: '9999-12-31T23:59:59.000Z', matchers: JSON.parse(ALL) });
    expect(json.items.at(-1)).toMatchObject({ id: 1, matchers: [] });
  });

  it('stands in the list of the command', async () => {
    await using fixture = new StoreFixture();
    await putAll(fixture.store);
    for (const more of [[], ['--json'], ['--all']]) {
      expect(await fixture.run('silence', 'list', ...more)).toMatchObject({ code: 0, err: '' });
    }
    expect((await fixture.run('silence', 'list')).out).toContain('damaged');
  });

  it.each(DAMAGED)('silences nothing: %s', async (_what, matchers) => {
    await using fixture = await PollFixture.start();
    await put(fixture.store, { matchers });
    fixture.put({ b1: ['Failed', 0] });
    expect((await fixture.poll()).outcome).toBe('complete');
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it.each(ABSURD)('from %s until %s silences as it says', async (from, until) => {
    await using fixture = await PollFixture.start();
    await put(fixture.store, { from, until });
    fixture.put({ b1: ['Failed', 0] });
    expect((await fixture.poll()).outcome).toBe('complete');
    await fixture.clock.advance(MINUTE);
    await fixture.evaluate();
    expect(await fixture.notified()).toEqual([]);
  });

  it('can be ended', async () => {
    await using temporary = new TemporaryStore();
    await using web = await WebOverStore.start(temporary);
    await put(temporary.store, { until: '9223372036854775807' });
    const { json } = await web.api('POST', '/silences/1/expire');
    expect(json).toMatchObject({ state: 'expired', until: '2024-06-27T07:23:10.000Z' });
  });
});
