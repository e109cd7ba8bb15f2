import { describe, expect, it } from 'vitest';
import { writeAddress } from '../../../../../src/http/address-file.ts';
import { registerTarget } from '../../../../../src/store/jobs/targets.ts';
import { openStore } from '../../../../../src/store/open/open-store.ts';
import { ServedWeb } from '../../../../support/http/served-web.ts';
import { WebOverReplicas } from '../../../../support/http/web-over-replicas.ts';
import { sharedServer } from '../../../../support/postgres/shared-server.ts';
import { runInTerminal } from '../../../../support/process/test-terminal.ts';
import { StoreFixture } from '../../../../support/store/store-fixture.ts';

/** The first line of `batchwatch status` on a database. */
async function firstLine(url: string): Promise<string | undefined> {
  await using fixture = new StoreFixture({ storage: { url } });
  return (await fixture.run('status')).out.split('\n')[0];
}

describe('batchwatch status on a database is not ready', () => {
  it('while no replica runs: not by a silent one, one that ends, or a command', async () => {
    await using replicas = await WebOverReplicas.start();
    const { url } = replicas.postgres;
    const none = 'not ready: no replica runs';
    expect(await firstLine(url)).toBe(none);
    const visit = await replicas.visit('v');
    const [silent, ending] = [replicas.replica('a'), replicas.replica('b')];
    await silent.beat();
    await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() - interval '1 minute'`);
    await ending.take(['engine']);
    expect(await firstLine(url)).toBe(none);
    await visit.close();
    await replicas.replica('c').beat();
    expect(await firstLine(url)).not.toBe(none);
  });

  it('while a target was not polled, also one that a replica knows', async () => {
    await using replicas = await WebOverReplicas.start();
    const { store, url } = replicas.postgres;
    await replicas.replica('a').beat();
    await store.write((trx) => registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' }));
    const unpolled = ['media', 'archive'].map((name) => `target ${name} was not polled yet`);
    expect(await firstLine(url)).toBe(`not ready: ${unpolled.join('; ')}`);
  });

  it('while the database takes no writes', async () => {
    const server = await sharedServer();
    const name = await server.createDatabase();
    await using fixture = new StoreFixture();
    await (await openStore({ url: server.url(name) }, fixture.clock)).close();
    await server.run(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await firstLine(server.url(name))).toBe('not ready: the store cannot be written');
  });
});

it('batchwatch status names the one process of a store file as the configuration does', async () => {
  await using fixture = new StoreFixture({ server: { replica: 'east' } });
  await using web = await ServedWeb.start(fixture);
  writeAddress(`${fixture.path}.address`, { url: web.url, healthToken: 'token' });
  const config = fixture.file('batchwatch.yaml');
  expect((await runInTerminal(['status', '--config', config], fixture)).out).toMatch(/^east +running/m);
});
