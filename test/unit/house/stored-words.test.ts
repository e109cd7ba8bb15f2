import { DatabaseSync } from 'node:sqlite';
import { Visitor } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { parseSource, readSources, type Source } from '../../../config/tooling/house/read-sources.ts';
import { migrate, MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';
import { OLD_WORDS, wordsOf } from '../../support/house/old-words.ts';

/** Columns of an old word that is none of today's as two words. */
const PHRASES = new Map([['taken_in', 'last_correlated']]);

/** `name → instead`, for each old word in a name of the store. PostgreSQL has the same names (`same-schema.test.ts`). */
function oldNames(migrations = MIGRATIONS): string[] {
  using database = new DatabaseSync(':memory:');
  migrate(database, migrations);
  const rows = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' UNION
      SELECT c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'`,
    )
    .all();
  return rows.map(({ name }) => String(name)).flatMap((name) => better(name, PHRASES.get(name)));
}

function better(name: string, known?: string): string[] {
  const word = known ?? wordsOf(name).flatMap((part) => OLD_WORDS.get(part) ?? [])[0];
  return word === undefined ? [] : [`${name} → ${word}`];
}

/** Reasons, ways and codes that mails, metrics, the API and `explain` show by these names. */
const CONTRACT = new Set([
  'already-told-by-earlier-rule',
  'rule-tells-nobody',
  'recovered-before-told',
  'closed-before-told',
  'superseded-before-told',
  'news',
  'outlived',
  'facts-late',
]);

/** The rooms that write to the store. */
const ROOMS = ['core', 'poll', 'engine', 'lease', 'outbox', 'actions', 'store'];
/** Files that know former or outward names. */
const TRANSLATING = /\/migrations\/|\/outward-reason\.ts$/;

/** `path: value → instead`, for each old word in a value like `silence-ended`, as kinds, states and settings are. */
function oldValues(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    [...new Set(valuesIn(source))]
      .filter((value) => !CONTRACT.has(value))
      .flatMap((value) => better(value, PHRASES.get(value)).map((found) => `${source.path}: ${found}`)),
  );
}

/** Values, and the names with underscores in statements of SQL. */
function valuesIn({ program }: Source): string[] {
  const values: string[] = [];
  new Visitor({
    TemplateElement: ({ value }) => {
      values.push(...(value.raw.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []));
    },
    Literal: ({ value }) => {
      if (typeof value === 'string' && /^[a-z]+([-_][a-z]+)*$/.test(value)) values.push(value);
    },
  }).visit(program);
  return values;
}

describe('the store', () => {
  it('has no word of the old private language in the name of a table, a column, an index or a trigger', () => {
    expect(oldNames()).toEqual([]);
  });

  it('had such names before, which are found', () => {
    expect(oldNames(MIGRATIONS.slice(0, 17))).toEqual([
      'closing_told → notified',
      'decision_not_told → notified',
      'fact → setting, details',
      'first_told_at → notified',
      'last_news_at → pending decisions, updates',
      'pending_news → pending decisions, updates',
      'previous_told_at → notified',
      'queue_fact → setting, details',
      'taken_in → last_correlated',
      'told_at → notified',
    ]);
  });

  it('is given no value with such a word', () => {
    const sources = ROOMS.flatMap((room) => readSources('.', `src/${room}`));
    expect(oldValues(sources.filter(({ path }) => !TRANSLATING.test(path)))).toEqual([]);
  });

  it.each([
    [`type Kind = 'opened' | 'told';`, 'told → notified'],
    [`interface Settings { 'told-outage': number }`, 'told-outage → notified'],
    [`insertInto('queue_fact')`, 'queue_fact → setting, details'],
    ['sql`SELECT 1 FROM thread WHERE thread.closing_told = 1`', 'closing_told → notified'],
  ])('values are found: %s', (text, found) => {
    expect(oldValues([parseSource('src/planted.ts', text)])).toEqual([`src/planted.ts: ${found}`]);
  });
});
