import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/demo/simulator/misbehaviour.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { systemClock } from '../../src/platform/time.ts';
import { batchwatch, BatchwatchProcess, MAIN } from '../support/batchwatch-process.ts';
import { startScene, type Scene } from '../support/scene.ts';

/** A scene whose cloud shows one job that failed a minute ago. */
async function sceneWithFailure(): Promise<Scene> {
  const scene = await startScene();
  scene.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime: Date.now() - 60_000 });
  return scene;
}

const run = (scene: Scene, ...args: string[]) => batchwatch([...args, '--config', scene.config]);

const isLaterPage = ({ query }: LoggedRequest) => (query['nextToken'] ?? '') !== '';

describe.concurrent('the command line', () => {
  it.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['jbos'], 64, /unknown command 'jbos'[^]*Did you mean jobs\?/],
  ])('%j ends with %d', async (args, code, text) => {
    const ended = await batchwatch(args);
    expect([ended.code, `${ended.stdout}${ended.stderr}`]).toEqual([code, expect.stringMatching(text)]);
  });

  it('refuses to start on a wrong configuration, with 78 and every problem', async () => {
    await using scene = await startScene();
    scene.configure({ root: { timezone: 'Mars/Olympus', rulez: [] } });
    const { code, stderr } = await run(scene, 'run');
    expect(code).toBe(78);
    expect(stderr).toContain('timezone');
    expect(stderr).toContain('rulez');
  });
});

describe.concurrent('batchwatch once', () => {
  it('polls, delivers and ends with 0; a second one has nothing to tell', async () => {
    await using scene = await sceneWithFailure();
    expect((await run(scene, 'once')).code).toBe(0);
    expect((await run(scene, 'once')).code).toBe(0);
    expect(scene.smtp.mails.map(({ text }) => text.includes('nightly'))).toEqual([true]);
  });

  it('ends with 1 when a poll fails, and delivers what it could learn', async () => {
    await using scene = await sceneWithFailure();
    scene.configure({ target: { pageSize: 1 } });
    scene.cloud.put({ jobId: 'b2', name: 'unreached', state: 'Failed', creationTime: Date.now() - 30_000 });
    scene.cloud.misbehave({ kind: 'html' }, { times: Infinity, when: isLaterPage });
    const { code, stdout } = await run(scene, 'once');
    expect([code, stdout]).toEqual([1, expect.stringContaining('poll failed')]);
    expect(
      scene.smtp.mails.map(({ text }) => [text.includes('nightly'), text.includes('unreached')]),
    ).toEqual([[true, false]]);
  });

  it('ends with 1 when a delivery fails, and the next one makes up for it', async () => {
    await using scene = await sceneWithFailure();
    await scene.smtp.refuse();
    expect((await run(scene, 'once')).code).toBe(1);
    await scene.smtp.resume();
    expect((await run(scene, 'once')).code).toBe(0);
    expect(scene.smtp.mails).toHaveLength(1);
  });

  it('ends with 1 when one recipient is refused for good, and the others are told', async () => {
    await using scene = await sceneWithFailure();
    scene.configure({ to: ['gone@example.com', 'oncall@example.com'] });
    scene.smtp.setScript(({ recipient, phase }) =>
      phase === 'rcpt' && recipient === 'gone@example.com'
        ? { do: 'reply', code: 550, text: 'no such user' }
        : undefined,
    );
    expect((await run(scene, 'once')).code).toBe(1);
    expect(scene.smtp.mails.map(({ to }) => to)).toEqual([['oncall@example.com']]);
  });

  it('stopped while the rate holds its mails back ends soon, in order, with 1', async () => {
    await using scene = await sceneWithFailure();
    scene.configure({ smtp: { maxPerMinute: 1 }, to: ['a@example.com', 'b@example.com'] });
    await using process = new BatchwatchProcess(['once', '--config', scene.config]);
    await process.line('notification delivered');
    expect(await process.kill('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(process.stdout).not.toContain('"fatal"');
    const { stdout } = await run(scene, 'explain', 'b1');
    expect(stdout).toContain('a@example.com sent, b@example.com waiting');
  });
});

describe.concurrent('batchwatch test-notification', () => {
  it('without a daemon sends it, and prints the verdict per recipient', async () => {
    await using scene = await startScene();
    scene.configure({ to: ['gone@example.com', 'oncall@example.com'] });
    scene.smtp.setScript(({ recipient, phase }) =>
      phase === 'rcpt' && recipient === 'gone@example.com'
        ? { do: 'reply', code: 550, text: '5.1.1 no such user' }
        : undefined,
    );
    const { code, stdout } = await run(scene, 'test-notification', '--receiver', 'oncall');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gone@example\.com: permanent \(permanent\): .*5\.1\.1 no such user.*$/m);
    expect(stdout).toMatch(/^oncall@example\.com: delivered: 250 .*$/m);
    expect(scene.smtp.mails).toHaveLength(1);
  });

  it('beside a running daemon is delivered by it', async () => {
    await using scene = await startScene();
    await using daemon = new BatchwatchProcess(['run', '--config', scene.config]);
    await daemon.line('poll complete');
    const { code, stdout } = await run(scene, 'test-notification', '--receiver', 'oncall');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^oncall@example\.com: delivered/)]);
    await daemon.line('notification delivered');
  });

  it('with the mail server down says why, though older messages wait as well', async () => {
    await using scene = await sceneWithFailure();
    await scene.smtp.refuse();
    await run(scene, 'once');
    const { code, stdout } = await run(scene, 'test-notification', '--receiver', 'oncall');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^oncall@example\.com: temporary \(network\): .*stays in the outbox/);
    await scene.smtp.resume();
    await run(scene, 'once');
    expect(scene.smtp.mails).toHaveLength(2);
  });

  it('stopped while the mail server is silent ends soon, with 1, and leaves the message to be sent', async () => {
    await using scene = await startScene();
    scene.smtp.setScript(({ phase }) => (phase === 'rcpt' ? { do: 'hang' } : undefined));
    const args = ['test-notification', '--receiver', 'oncall', '--config', scene.config];
    await using process = new BatchwatchProcess(args);
    while (scene.smtp.connections === 0) await setTimeout(20);
    expect(await process.kill('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(process.stdout + process.stderr).toMatch(/^oncall@example\.com: temporary .*stays in the outbox/);
    scene.smtp.setScript(undefined);
    await run(scene, 'once');
    expect(scene.smtp.mails).toHaveLength(1);
  });
});

describe.concurrent('looking while the daemon runs', () => {
  it('shows the jobs and the story of one, and disturbs nobody', async () => {
    await using scene = await sceneWithFailure();
    await using daemon = new BatchwatchProcess(['run', '--config', scene.config]);
    await daemon.line('notification delivered');
    const jobs = await run(scene, 'jobs', '--json', '--state', 'Failed');
    expect(jobs.code).toBe(0);
    expect(JSON.parse(jobs.stdout)).toMatchObject([{ target: 'media', jobId: 'b1', state: 'Failed' }]);
    const story = await run(scene, 'explain', 'b1');
    expect(story.code).toBe(0);
    expect(story.stdout).toMatch(/first seen Failed.*baseline/);
    expect(story.stdout).toMatch(/1 to oncall@example\.com: delivered: 250/);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect((await run(scene, 'jobs')).stdout).toContain('nightly');
  });

  it('ends quietly when its reader goes away', async () => {
    await using scene = await startScene();
    const now = Date.now();
    for (let job = 0; job < 2_000; job += 1) {
      scene.cloud.put({
        jobId: `b${job}`,
        state: 'Success',
        name: 'x'.repeat(60),
        creationTime: now - 60_000,
      });
    }
    expect((await run(scene, 'once')).code).toBe(0);
    const pipe = `set -o pipefail; "$0" "${MAIN}" jobs --config "${scene.config}" | head -n 2`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', pipe, process.execPath]);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toHaveLength(3);
  });
});

describe.concurrent('a start that cannot be', () => {
  it('beside another daemon on the same store ends with 69 and says so, once or run', async () => {
    await using scene = await startScene();
    await using daemon = new BatchwatchProcess(['run', '--config', scene.config]);
    await daemon.url();
    for (const command of ['run', 'once']) {
      const { code, stdout } = await run(scene, command);
      expect([code, stdout]).toEqual([69, expect.stringContaining('in use by another Batchwatch')]);
      expect(stdout).toContain('store-in-use');
    }
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('with its port taken ends with 69, names the port, and lets go of the store', async () => {
    await using scene = await startScene();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    scene.configure({ root: { server: { listen: `127.0.0.1:${port}` } } });
    const { code, stdout } = await run(scene, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining(`cannot listen on 127.0.0.1:${port}`)]);
    other.close();
    await openStore({ path: scene.store, clock: systemClock }).close();
  });

  it('on a store that is damaged or not ours ends with 69, and leaves it as it is', async () => {
    await using scene = await startScene();
    writeFileSync(scene.store, 'not a database, but forty-two bytes of text');
    copyFileSync(scene.store, scene.directory.file('before'));
    const { code, stdout } = await run(scene, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining('is not a SQLite database')]);
    expect(readFileSync(scene.store).equals(readFileSync(scene.directory.file('before')))).toBe(true);
  });

  it('with a directory that cannot be made for its store ends with 69', async () => {
    await using scene = await startScene();
    writeFileSync(scene.directory.file('file'), '');
    scene.configure({ root: { storage: { url: `sqlite:${scene.directory.file('file')}/batchwatch.db` } } });
    const { code, stdout } = await run(scene, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining('store-unreachable')]);
  });
});
