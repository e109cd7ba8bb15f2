import { expect, test } from 'vitest';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { PostgresServer } from '../../support/postgres/postgres-server.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

test('a message that was under way to a former URL when the replica was killed goes to the new one', async () => {
  await using server = await PostgresServer.start();
  const database = await server.createDatabase();
  const url = server.url(database);
  await using fixture = await startFixture();
  await using former = await startScriptedServer(() => 'hang');
  await using present = await startScriptedServer(() => ({ status: 204, body: '' }));
  const configure = (hook: string) =>
    fixture.configure({
      root: { storage: { url }, receivers: [{ name: 'oncall', webhook: { url: `${hook}/in` } }] },
    });
  configure(former.url);
  await using killed = new BatchwatchProcess(['run', '--config', fixture.config]);
  await killed.line('poll complete');
  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime: Date.now() });
  await expect.poll(() => former.asked.length, { timeout: 20_000 }).toBe(1);
  await killed.kill('SIGKILL');
  // The heir resumes while the lane seems to be held: what it finds then is not all.
  await server.run(
    `UPDATE lease SET expires_at = CASE name WHEN 'engine' THEN '-infinity' ELSE clock_timestamp() + interval '14 s' END`,
    database,
  );
  configure(present.url);
  await using heir = new BatchwatchProcess(['run', '--config', fixture.config]);
  await heir.line('listening');
  await expect.poll(() => present.asked.length, { timeout: 40_000 }).toBe(1);
  expect(present.asked[0]?.headers['webhook-id']).toBe(former.asked[0]?.headers['webhook-id']);
});
