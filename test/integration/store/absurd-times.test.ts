import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, fillApi } from '../../support/http/filled-api.ts';
import { NOTIFIED_INCIDENT } from '../../support/outbox/outbox-fixture.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { WebOverStore } from '../../support/http/web-over-store.ts';
import type { Store } from '../../../src/store/store.ts';

const PAGES = [
  '/',
  '/jobs',
  '/jobs/media/b1',
  '/incidents',
  '/incidents?state=closed',
  `/incidents/${NOTIFIED_INCIDENT}`,
  '/silences',
  '/notifications',
  '/targets',
];

const COMMANDS = [
  ['jobs'],
  ['jobs', '--json'],
  ['incidents'],
  ['incidents', '--json'],
  ['silence', 'list', '--all'],
  ['silence', 'list', '--all', '--json'],
  ['notifications'],
  ['notifications', '--json'],
  ['explain', 'b1'],
  ['explain', 'b1', '--json'],
  ['explain', NOTIFIED_INCIDENT],
];

/** The columns of every table that hold a time, as the schema names them. */
async function timeColumns(store: Store): Promise<{ table: string; column: string }[]> {
  const { rows } = await store.read((db) =>
    sql<{ table: string; column: string }>`
      SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
      WHERE m.type = 'table' AND c.type = 'INTEGER'
        AND (c.name LIKE '%\\_at' ESCAPE '\\' OR c.name LIKE '%since' OR c.name LIKE '%until')`.execute(db),
  );
  return rows;
}

describe('a store in which every time is absurd', () => {
  it.each([
    '8640000000000001',
    '-8640000000000001',
    '9007199254740991',
    '253402300800000',
    '-62167219200001',
  ])('breaks no page, no answer and no command: %s', async (time) => {
    await using fixture = new StoreFixture();
    await fillApi(fixture);
    await using web = await WebOverStore.start(fixture);
    const columns = await timeColumns(fixture.store);
    expect(columns.length).toBeGreaterThan(30);
    await fixture.store.write(async (trx) => {
      for (const { table, column } of columns) {
        await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${sql.raw(time)}
            WHERE ${sql.ref(column)} IS NOT NULL`.execute(trx);
      }
    });
    const broken: string[] = [];
    for (const path of PAGES) {
      const { status } = await web.page(path);
      if (status >= 400) broken.push(`${path} ${status}`);
    }
    for (const [name, { path }] of Object.entries(EXAMPLES)) {
      if (!name.startsWith('get ') || path === '/stream') continue;
      const { status } = await web.api('GET', path);
      if (status >= 400) broken.push(`/api/v1${path} ${status}`);
    }
    for (const args of COMMANDS) {
      const { code, err } = await fixture.run(...args);
      if (code !== 0) broken.push(`${args.join(' ')} ${code} ${err}`);
    }
    expect([broken, web.errors]).toEqual([[], []]);
  });
});
