import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { SECOND } from '../../../src/platform/time.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

/** A server that counts what asks it. */
async function startPinged() {
  let pings = 0;
  const server = createServer((_request, response) => {
    pings += 1;
    response.end('OK');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/uuid`,
    /** The number of pings within that time. */
    async within(span: number): Promise<number> {
      const before = pings;
      await setTimeout(span);
      return pings - before;
    },
    async some(): Promise<void> {
      const before = pings;
      await expect.poll(() => pings).toBeGreaterThan(before);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it('the running daemon pings while every target is read and then only, also when one address is refused for good', async () => {
  await using pinged = await startPinged();
  await using fixture = await startFixture();
  const { cloud, smtp } = fixture;
  fixture.configure({ root: { watchdog: { receivers: [], ping: pinged.url, every: '1s' } } });
  cloud.misbehave({ kind: 'error', status: 400, code: 'InvalidArgument' }, { times: Infinity });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  await daemon.line('poll failed');
  expect(await pinged.within(2 * SECOND)).toBe(0);

  cloud.behave();
  await pinged.some();

  cloud.misbehave({ kind: 'error', status: 400, code: 'InvalidArgument' }, { times: Infinity });
  await daemon.times('poll failed', 2);
  // One may have been under way.
  await setTimeout(SECOND);
  expect(await pinged.within(2 * SECOND)).toBe(0);

  cloud.behave();
  await pinged.some();

  smtp.setScript(({ phase }) =>
    phase === 'rcpt' ? { do: 'reply', code: 550, text: 'no such user' } : undefined,
  );
  cloud.put({ jobId: 'b1', state: 'Failed', creationTime: Date.now() });
  await daemon.line('notification refused for good');
  await setTimeout(SECOND);
  // That is logged for this address, and is no outage.
  await pinged.some();
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
