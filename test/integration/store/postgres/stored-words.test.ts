import { Client } from 'pg';
import { expect, it } from 'vitest';
import { migrate, MIGRATIONS } from '../../../../src/store/postgres/migrate.ts';
import { READERS } from '../../../../src/store/postgres/values.ts';
import { sharedServer } from '../../../support/postgres/shared-server.ts';
import { NEW_ROWS, OLD_ROWS } from '../../../support/store/old-words.ts';

it('a database of version 5 keeps its rows under the words of today', async () => {
  const server = await sharedServer();
  const connectionString = server.url(await server.createDatabase());
  const client = new Client({ connectionString, types: READERS });
  await client.connect();
  try {
    await migrate(client, 'the test', MIGRATIONS.slice(0, 5));
    for (const statement of OLD_ROWS) await client.query(statement);
    await migrate(client, 'the test');
    for (const [query, row] of NEW_ROWS) expect((await client.query(query)).rows, query).toEqual([row]);
  } finally {
    await client.end();
  }
});

it('no step lets an older program write again', () => {
  const oldest = MIGRATIONS.map(({ minVersion }) => minVersion);
  expect(oldest).toEqual(oldest.toSorted((one, other) => one - other));
});
