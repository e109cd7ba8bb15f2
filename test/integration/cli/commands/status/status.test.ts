import { describe, expect, it } from 'vitest';
import { receiverPlans } from '../../../../../src/app/receiver-plans.ts';
import { loadConfig } from '../../../../../src/config/load.ts';
import type { Language } from '../../../../../src/core/message/message.ts';
import { writeAddress } from '../../../../../src/http/address-file.ts';
import { recordPoll, registerTarget } from '../../../../../src/store/jobs/targets.ts';
import { WebOverReplicas } from '../../../../support/http/web-over-replicas.ts';
import { ServedWeb } from '../../../../support/http/served-web.ts';
import { reservedPort } from '../../../../support/network/reserved-port.ts';
import { openThread, putMessage } from '../../../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../../../support/process/test-terminal.ts';
import { StoreFixture } from '../../../../support/store/store-fixture.ts';

const FAULT = { reason: 'auth', code: 'AccessDenied', message: 'no right', hint: 'Ask.' };

/** Two replicas on one database; `media` fails, `archive` was never polled, and a message is held. */
async function inTrouble(replicas: WebOverReplicas, fixture: StoreFixture): Promise<void> {
  const [a, b] = [replicas.replica('a'), replicas.replica('b')];
  await a.beat();
  await a.take(['engine', 'housekeeping']);
  await b.beat();
  await b.take(['target/media', 'channel/email']);
  const { store, clock } = replicas.postgres;
  const now = clock.now();
  await store.write(async (trx) => {
    await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
    await recordPoll(trx, { target: 'media', endedAt: now, completeReadStartedAt: undefined, fault: FAULT });
  });
  await openThread(replicas.postgres);
  await putMessage(replicas.postgres);
  await store.write((trx) => trx.updateTable('outbox').set({ held_by: 'channel', attempts: 1 }).execute());
  replicas.web.unready = ['target archive was not polled yet'];
  replicas.web.receiverPlans = receiverPlans(loadConfig({ path: fixture.file('batchwatch.yaml'), env: {} }));
}

/** The output of the command on the store, and by a daemon over it. */
async function bothWays(language: Language, args: readonly string[], columns?: number) {
  await using replicas = await WebOverReplicas.start();
  await using fixture = new StoreFixture({ language, storage: { url: replicas.postgres.url } });
  await inTrouble(replicas, fixture);
  const { web } = replicas;
  web.display = { ...web.display, language };
  const at = { clock: replicas.postgres.clock, columns };
  const config = fixture.file('batchwatch.yaml');
  const byStore = await runInTerminal(['status', ...args, '--config', config], at);
  return { byStore, byDaemon: await runInTerminal(['status', ...args, '--url', web.url], at) };
}

/** Time goes on between two looks at the heartbeats. */
function withoutAges(text: string): string {
  return text.replaceAll(/\d+ (s ago|秒前)|(?<="heartbeatAgeSeconds": )[\d.]+/g, '0');
}

function readJson(out: string): unknown {
  return JSON.parse(withoutAges(out));
}

describe('batchwatch status', () => {
  it.each<[Language, number | undefined]>([
    ['en', undefined],
    ['en', 80],
    ['zh-CN', undefined],
    ['zh-CN', 80],
  ])('prints the same on the store and by a daemon: %s %s', async (language, columns) => {
    const { byStore, byDaemon } = await bothWays(language, [], columns);
    expect(withoutAges(byDaemon.out)).toBe(withoutAges(byStore.out));
    expect([byStore.code, byStore.err, byDaemon.code]).toEqual([0, '', 0]);
  });

  it('prints the same JSON on the store and by a daemon', async () => {
    const { byStore, byDaemon } = await bothWays('en', ['--json'], 80);
    expect(readJson(byDaemon.out)).toEqual(readJson(byStore.out));
    expect(readJson(byStore.out)).toMatchObject({
      ready: false,
      replicas: [
        { name: 'a' },
        { name: 'b', leases: [{ lease: 'channel' }, { lease: 'target', name: 'media' }] },
      ],
      unheld: [{ lease: 'target', name: 'archive' }],
      outbox: { held: [{ channel: 'email', heldBy: 'channel', entries: 1 }] },
    });
  });

  it('says who holds what since when, what is not ready, which target fails, and what waits', async () => {
    const { out } = (await bothWays('en', [])).byStore;
    for (const line of [
      /^not ready: target archive was not polled yet$/m,
      /^incidents: 1 unacknowledged, 0 acknowledged$/m,
      /^a {2,}running +1\.2\.3 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ s ago$/m,
      /^a {2,}engine +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +1$/m,
      /^b {2,}target media +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +1$/m,
      /^held by no replica: target archive$/m,
      /^targets: 0 polled, 1 failing, 0 overdue, 1 not polled yet$/m,
      /^media +polling failed +2024-06-27 15:23:10 +never +b +.*: no right$/m,
      /^outbox: 1 waiting, the oldest since 2024-06-27 15:23:10, 0 undeliverable$/m,
      /^email +its way cannot be used +1 +2024-06-27 15:23:10/m,
    ])
      expect(out).toMatch(line);
  });

  it('says the same in Chinese, without English words but names and times', async () => {
    const { out } = (await bothWays('zh-CN', [])).byStore;
    expect(out).toContain('未就绪：目标 archive 尚未轮询');
    expect(out).toContain('没有副本持有：target archive');
    expect(out).not.toMatch(/ready|waiting|replica|polled|running/);
  });

  it('says how long ago a replica was seen, on the store and by a daemon', async () => {
    await using replicas = await WebOverReplicas.start();
    await using fixture = new StoreFixture({ storage: { url: replicas.postgres.url } });
    await replicas.replica('a').beat();
    await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() - interval '630 seconds'`);
    const run = (...args: string[]) => runInTerminal(['status', ...args], fixture);
    const byStore = await run('--config', fixture.file('batchwatch.yaml'));
    for (const { out } of [byStore, await run('--url', replicas.web.url)])
      expect(out).toMatch(/^a +silent .* 10 min \d+ s ago$/m);
  });

  it('is short with a thousand targets: sums, and the worst by name', async () => {
    await using replicas = await WebOverReplicas.start();
    const names = Array.from({ length: 1_000 }, (_, index) => `t${index}`);
    const target = { bucket: 'examplebucket-1250000000', region: 'ap-beijing' };
    await using fixture = new StoreFixture({
      storage: { url: replicas.postgres.url },
      targets: names.map((name) => ({ name, ...target })),
    });
    const a = replicas.replica('a');
    await a.beat();
    await a.take(names.slice(0, 700).map((name) => `target/${name}`));
    const { store, clock } = replicas.postgres;
    await store.write(async (trx) => {
      await registerTarget(trx, { name: 't7', bucket: 'b', region: 'r', scope: 's' });
      const endedAt = clock.now();
      await recordPoll(trx, { target: 't7', endedAt, completeReadStartedAt: undefined, fault: FAULT });
    });
    const { out } = await runInTerminal(['status', '--config', fixture.file('batchwatch.yaml')], { clock });
    expect(out).toContain('target (700)');
    expect(out).toMatch(/held by no replica: .*, and \d+ more$/m);
    expect(out).toContain('and 980 more targets');
    expect(out.split('\n').findIndex((line) => line.startsWith('t7 '))).toBeGreaterThan(0);
    expect(out.split('\n').length).toBeLessThan(50);
    expect(out.length).toBeLessThan(5_000);
  });

  it('asks the one process of a store file by the address that it left', async () => {
    await using fixture = new StoreFixture();
    const config = fixture.file('batchwatch.yaml');
    const run = () => runInTerminal(['status', '--config', config], fixture);
    const stopped = await run();
    expect(stopped.code).toBe(0);
    expect(stopped.out).toMatch(/^not ready: no daemon runs that has left its address in /);
    expect(stopped.out).toContain('replicas: none');
    expect(stopped.out).not.toContain('held by no replica');
    await using web = await ServedWeb.start(fixture);
    writeAddress(`${fixture.path}.address`, { url: web.url, healthToken: 'token' });
    const running = await run();
    expect(running.out).toMatch(/^ready\n/);
    expect(running.out).toMatch(/^test +running/m);
    web.unready = ['target media was not polled yet', 'the store cannot be written'];
    expect((await run()).out).toMatch(
      /^not ready: target media was not polled yet; the store cannot be written\n/,
    );
  });

  it('shows hostile answers as text', async () => {
    await using fixture = new StoreFixture();
    const fault = { ...FAULT, message: '\u001B[2J\u202Eno' };
    await fixture.store.write(async (trx) => {
      await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
      await recordPoll(trx, { target: 'media', endedAt: 1, completeReadStartedAt: undefined, fault });
    });
    const { out } = await fixture.run('status');
    for (const hostile of ['\u001B', '\u202E']) expect(out).not.toContain(hostile);
  });

  it('exits 69 when nobody answers, as other commands do', async () => {
    await using fixture = new StoreFixture();
    const port = await reservedPort();
    const { code } = await runInTerminal(['status', '--url', `http://127.0.0.1:${port}`], fixture);
    expect(code).toBe(69);
  });
});
