import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { storedGroupKey } from '../../../../src/store/jobs/group-key.ts';
import { migrate, MIGRATIONS } from '../../../../src/store/sqlite/migrate.ts';

/** The key of a group by a hundred workflows, as older versions kept it. */
function longKey(last: string): string {
  const ids = Array.from({ length: 100 }, (_, index) =>
    createHash('sha256').update(`${index}`).digest('hex'),
  );
  return JSON.stringify(['夜间', [...ids, last].join(',')]);
}

const SHORT = JSON.stringify(['media', 'x'.repeat(1_900)]);

/** A store of version 16 with these incidents, which are open. */
function storeWith(
  incidents: readonly { rule?: string; kind?: string; key: string; state?: string }[],
): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrate(database, MIGRATIONS.slice(0, 16));
  const insert = database.prepare(`
    INSERT INTO incident (public_id, kind, rule, group_key, labels, severity, state, opened_at, last_news_at)
    VALUES (?, ?, ?, ?, '{}', 'critical', ?, 1, 1)`);
  for (const [index, { rule = 'failures', kind = 'jobs', key, state = 'open' }] of incidents.entries())
    insert.run(`i${index}`, kind, rule, key, state);
  return database;
}

function keysOf(database: DatabaseSync, table: 'incident' | 'decision'): unknown[] {
  const rows = database.prepare(`SELECT group_key FROM ${table} ORDER BY id`).all();
  return rows.map((row) => row['group_key']);
}

it('an incident that an older version opened has the key that the next failure of its group gets', () => {
  const [key, other] = [longKey('a'), longKey('b')];
  using database = storeWith([{ key }, { key: other }, { key: SHORT }, { rule: 'other', key }]);
  migrate(database);
  const cut = storedGroupKey(key);
  expect(keysOf(database, 'incident')).toEqual([cut, storedGroupKey(other), SHORT, cut]);
  expect(Buffer.byteLength(cut)).toBeLessThan(2_000);
});

it('of two incidents that one group has already, the newer one goes on', () => {
  const key = longKey('a');
  using database = storeWith([{ key }, { key: storedGroupKey(key) }, { key: longKey('b'), state: 'closed' }]);
  migrate(database);
  expect(keysOf(database, 'incident')).toEqual([key, storedGroupKey(key), storedGroupKey(longKey('b'))]);
});

it('the key of a condition stays, whatever its length', () => {
  using database = storeWith([{ kind: 'condition', key: longKey('a') }]);
  migrate(database);
  expect(keysOf(database, 'incident')).toEqual([longKey('a')]);
});

it('decisions that wait for their incident get its key', () => {
  using database = storeWith([]);
  database.exec('PRAGMA foreign_keys = OFF');
  const insert = database.prepare(`
    INSERT INTO decision (transition, target, outcome, reason, rule, receiver, decided_at, group_key, labels)
    VALUES (1, 'media', 'notify', 'first-seen', 'failures', 'oncall', 1, ?, '{}')`);
  for (const key of [longKey('a'), SHORT, null]) insert.run(key);
  migrate(database);
  expect(keysOf(database, 'decision')).toEqual([storedGroupKey(longKey('a')), SHORT, null]);
});
