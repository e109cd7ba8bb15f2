import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** A daemon whose store is spoilt by another process in this way. */
async function startSpoilt(sql: string) {
  const temporary = new TemporaryStore();
  const web = await ServedWeb.start(temporary);
  const other = new DatabaseSync(temporary.path);
  other.exec(sql);
  return {
    web,
    clock: temporary.clock,
    async [Symbol.asyncDispose]() {
      other.close();
      web.errors.length = 0;
      await web[Symbol.asyncDispose]();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const SILENCE = JSON.stringify({ matchers: [{ key: 'target', glob: 'media' }], for: '1h' });

const addSilence = async ({ url }: { url: string }) => {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/silences`, { method: 'POST', headers, body: SILENCE });
  return { answer, body: (await answer.json()) as object };
};

it('what a busy store keeps from being done is a problem that says when to try again', async () => {
  await using spoilt = await startSpoilt('BEGIN IMMEDIATE');
  const { answer, body } = await addSilence(spoilt.web);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(body).toEqual({
    type: 'about:blank',
    status: 503,
    title: 'the store cannot be used now',
    detail: 'Try again in 5 s; the log of the daemon says more.',
  });
  expect(spoilt.web.errors).toMatchObject([{ code: 'store-busy' }]);
});

it('a failure for good is a problem, too, and says nothing of what is inside', async () => {
  await using spoilt = await startSpoilt('ALTER TABLE silence RENAME TO lost');
  const { answer, body } = await addSilence(spoilt.web);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
  expect(body).toEqual({
    type: 'about:blank',
    status: 500,
    title: 'internal error',
    detail: 'The log of the daemon says more.',
  });
  expect(spoilt.web.errors).toMatchObject([{ code: 'store-failed' }]);
  const list = await runInTerminal(['silence', 'list', '--url', spoilt.web.url], spoilt);
  expect(list).toEqual({
    code: 1,
    out: '',
    err: 'batchwatch: the daemon has a fault: internal error\nhint: The log of the daemon says more.\n',
  });
});

it('a page that fails is text for people', async () => {
  await using spoilt = await startSpoilt('ALTER TABLE silence RENAME TO lost');
  const page = await fetch(`${spoilt.web.url}/silences`);
  expect([page.status, await page.text()]).toEqual([500, 'internal error; the log says more\n']);
});
