import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

const REQUEST = 'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n';

it.each([
  ['say nothing', ''],
  ['send slowly', REQUEST.slice(0, 20)],
  ['keep their connection', REQUEST],
])('with 300 open files and 400 clients that %s, mails, reloads and pages work', async (_what, text) => {
  await using fixture = await startFixture();
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { openFiles: 300 });
  await daemon.line('poll complete');
  const { hostname, port } = new URL(await daemon.url());
  const clients: Socket[] = [];
  for (let n = 0; n < 400; n += 1) {
    // From four addresses, so that not one address alone is bounded.
    const localAddress = `127.0.0.${1 + (n % 4)}`;
    const client = connect({ host: hostname, port: Number(port), localAddress });
    client.on('error', () => undefined);
    await once(client, 'connect');
    client.write(text);
    clients.push(client);
  }
  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime: Date.now() });
  expect((await fixture.smtp.received()).summary).toContain('nightly');
  daemon.signal('SIGHUP');
  await daemon.line('configuration reloaded');
  expect((await fetch(`${await daemon.url()}/readyz`)).status).toBe(200);
  expect(daemon.lines.filter(({ level }) => level === 'error')).toEqual([]);
  for (const client of clients) client.destroy();
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
