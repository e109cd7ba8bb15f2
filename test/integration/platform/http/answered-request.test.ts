import { getEventListeners } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { HttpClient } from '../../../../src/platform/http/http-client.ts';
import { ProxyPolicy } from '../../../../src/platform/http/proxy-policy.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TestClock } from '../../../support/test-clock.ts';

it('an answered request leaves no listener on a combined signal, which Node would keep for ever', async () => {
  const combine = vi.spyOn(AbortSignal, 'any');
  onTestFinished(() => combine.mockRestore());
  await using server = await startScriptedServer(() => ({ body: 'answer' }));
  const client = new HttpClient({
    timeout: 10 * SECOND,
    clock: new TestClock(),
    proxies: new ProxyPolicy(undefined, {}),
    maxBytes: 1024,
  });
  onTestFinished(() => client.close());
  const request = { method: 'GET', url: new URL(server.url), headers: {} } as const;
  await client.send(request, new AbortController().signal);
  const signals = combine.mock.results.map(({ value }) => value as AbortSignal);
  expect(signals).not.toEqual([]);
  const left = () => signals.flatMap((signal) => getEventListeners(signal, 'abort')).length;
  await expect.poll(left).toBe(0);
});
