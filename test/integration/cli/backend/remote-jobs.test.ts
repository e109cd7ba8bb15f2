import { expect, it } from 'vitest';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** As the API tells a known job. */
function notified(jobId: string, changedAt: string): object {
  return {
    target: 'media',
    jobId,
    state: 'Running',
    type: 'Job',
    name: 'nightly-transcode',
    code: '',
    message: '',
    creationTime: '2024-06-27T15:23:10+0800',
    startTime: '',
    endTime: '',
    stateSince: '2024-06-27T07:23:10.000Z',
    firstSeenAt: '2024-06-27T07:23:10.000Z',
    changedAt,
    followed: true,
    // What a later version adds is no business of ours.
    addedLater: 1,
  };
}

const EARLIER = '2024-06-27T07:23:10.000Z';
const LATER = '2024-06-27T07:25:10.000Z';

it.each([[[]], [['--json']]])('jobs %j prints what it prints on the store file', async (options) => {
  await using fixture = new StoreFixture();
  await fixture.keep(knownJob({ jobId: 'b1', changedAt: Date.parse(EARLIER) }));
  await fixture.keep(knownJob({ jobId: 'b2', changedAt: Date.parse(LATER) }));
  // A page may be empty and not the last one; and the API lists by age, not by change.
  const pages: Readonly<Record<string, object>> = {
    '': { items: [notified('b1', EARLIER)], next: 'two' },
    two: { items: [], next: 'three' },
    three: { items: [notified('b2', LATER)] },
  };
  await using server = await startScriptedServer(({ url }) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const page = pages[searchParams.get('cursor') ?? ''];
    return { body: pathname.endsWith('/status') ? { language: 'en', timezone: 'Asia/Shanghai' } : page };
  });
  const args = ['jobs', '--target', 'media', '--state', 'Running', ...options];
  const byDaemon = await runInTerminal([...args, '--url', server.url], fixture);
  expect(byDaemon).toEqual(await fixture.run(...args));
  expect(byDaemon.out.indexOf('b2')).toBeLessThan(byDaemon.out.indexOf('b1'));
  expect(server.asked.at(-1)?.url).toBe('/api/v1/jobs?target=media&state=Running&limit=500&cursor=three');
});
