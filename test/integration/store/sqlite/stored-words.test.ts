import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { migrate, MIGRATIONS } from '../../../../src/store/sqlite/migrate.ts';
import { NEW_ROWS, OLD_ROWS } from '../../../support/store/old-words.ts';

it('a store of version 17 keeps its rows under the words of today', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database, MIGRATIONS.slice(0, 17));
  for (const statement of OLD_ROWS) database.exec(statement);
  migrate(database);
  for (const [query, row] of NEW_ROWS) expect(database.prepare(query).all(), query).toEqual([row]);
});
