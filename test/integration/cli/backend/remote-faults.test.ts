import { expect, it } from 'vitest';
import { z } from 'zod';
import { RemoteClient } from '../../../../src/cli/backend/remote/client.ts';
import { AccessFixture } from '../../../support/http/access-fixture.ts';
import { reservedPort } from '../../../support/network/reserved-port.ts';
import { type Reply, startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

const STATUS = { language: 'en', timezone: 'UTC' };

/** Runs a command by a server that answers `reply`, but for the status. */
async function runBy(reply: Reply, env: Record<string, string> = {}, args = ['incidents']) {
  await using server = await startScriptedServer(({ url }) =>
    url.endsWith('/status') ? { body: STATUS } : reply,
  );
  const ended = await runInTerminal([...args, '--url', server.url], { clock: new TestClock(), env });
  return { ...ended, asked: server.asked };
}

const problem = (status: number, more: object = {}): Reply => ({
  status,
  body: { type: 'about:blank', status, title: 'no such thing', detail: 'Do this.', ...more },
});

it.each<[string, Reply, number, string]>([
  ['401', problem(401), 1, 'hint: Put a token of `server.auth.bearer` into BATCHWATCH_TOKEN.\n'],
  ['403', problem(403), 1, 'batchwatch: the daemon does not let you do this\nhint: Do this.\n'],
  ['403 that is no problem', { status: 403, body: '<html>' }, 1, 'hint: The answer gives no reason'],
  ['400', problem(400), 1, 'batchwatch: no such thing\nhint: Do this.\n'],
  [
    '400 with places',
    problem(400, { errors: [{ path: 'limit', message: 'too big' }] }),
    1,
    'no such thing: limit: too big\n',
  ],
  ['hostile words', problem(409, { title: '\u001B[2Jx' }), 1, 'batchwatch: \\u{1b}[2Jx\n'],
  ['502 of a proxy', { status: 502, body: '<html>' }, 69, 'the daemon cannot be reached'],
  ['502 of a proxy that speaks JSON', { status: 502, body: {} }, 69, 'the daemon cannot be reached'],
  ['500', problem(500), 1, 'batchwatch: the daemon has a fault: no such thing\nhint: Do this.\n'],
  ['503', problem(503), 1, 'batchwatch: the daemon has a fault: no such thing\nhint: Do this.\n'],
  ['500 that is no problem', { status: 500, body: 'x' }, 1, 'has a fault: 500\nhint: See its log.\n'],
  ['a page', { status: 200, body: '<html>' }, 1, 'is no Batchwatch of this version'],
  ['another shape', { status: 200, body: { items: [{ id: 1 }] } }, 1, 'is no Batchwatch of this version'],
  ['404 that is no problem', { status: 404, body: 'not found' }, 1, 'is no Batchwatch of this version: 404'],
  ['a redirect', { status: 302, body: '' }, 1, 'is no Batchwatch of this version: 302'],
  ['a reset', 'reset', 69, 'the daemon cannot be reached'],
])('%s ends the command in order', async (_name, reply, code, said) => {
  const ended = await runBy(reply);
  expect([ended.code, ended.out]).toEqual([code, '']);
  expect(ended.err).toContain(said);
  expect(ended.err).not.toContain('bug');
});

it('a token that the daemon does not know is not asked for again', async () => {
  const { code, err } = await runBy(problem(401), { BATCHWATCH_TOKEN: 's3cr3t' });
  expect([code, err]).toEqual([
    1,
    'batchwatch: the daemon asks who you are\nhint: The token in BATCHWATCH_TOKEN is none of `server.auth.bearer`.\n',
  ]);
});

it.each([403, 409, 500])('a token that an answer %d quotes is not shown', async (status) => {
  const token = 'token-of-reader-000';
  const quoting = problem(status, {
    title: `no ${token}`,
    detail: `You sent Authorization: Bearer ${token}.`,
  });
  const { err } = await runBy(quoting, { BATCHWATCH_TOKEN: token });
  expect(err).toContain('***');
  expect(err).not.toContain(token);
});

it('a daemon says why it does not let somebody', async () => {
  await using closed = await AccessFixture.start({ listen: '0.0.0.0:0' });
  const byNobody = await runInTerminal(['incidents', '--url', closed.url], closed);
  expect([byNobody.code, byNobody.err]).toEqual([1, expect.stringContaining('hint: Nobody can prove')]);
  expect(byNobody.err).not.toContain('BATCHWATCH_TOKEN');
  await using asking = await AccessFixture.start();
  const at = { clock: asking.clock, env: { BATCHWATCH_TOKEN: 'token-of-reader-000' } };
  const add = ['silence', 'add', '--match', 'target=media', '--for', '1h', '--url', asking.url];
  expect((await runInTerminal(add, at)).err).toBe(
    'batchwatch: the daemon does not let you do this\n' +
      'hint: It takes the scope "write", which server.auth does not give you.\n',
  );
});

it('nobody there ends with 69 and says what to check', async () => {
  const at = { clock: new TestClock() };
  const { code, err } = await runInTerminal(
    ['jobs', '--url', `http://127.0.0.1:${await reservedPort()}`],
    at,
  );
  expect(code).toBe(69);
  expect(err).toMatch(/^batchwatch: the daemon cannot be reached .*ECONNREFUSED.*\nhint: Check --url/);
});

it('an answer that does not come is given up', async () => {
  await using server = await startScriptedServer(() => 'hang');
  const client = new RemoteClient({ url: server.url, token: undefined, deadline: 50 });
  await expect(client.get('/status', z.object({}))).rejects.toMatchObject({
    reason: 'unreachable',
    message: expect.stringContaining('no answer in time'),
  });
});

it('the token of the environment goes with each request, and only in its header', async () => {
  const { asked } = await runBy({ body: { items: [] } }, { BATCHWATCH_TOKEN: 's3cr3t' });
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cr3t', 'Bearer s3cr3t']);
  expect(asked.some(({ url, body }) => `${url}${body}`.includes('s3cr3t'))).toBe(false);
  const { asked: without } = await runBy({ body: { items: [] } });
  expect(without.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
});

it('a token that is none is not printed', async () => {
  const { code, err, asked } = await runBy({ body: {} }, { BATCHWATCH_TOKEN: 's3cr3t\n' });
  expect([code, asked]).toEqual([1, []]);
  expect(err).toContain('BATCHWATCH_TOKEN');
  expect(err).not.toContain('s3cr3t');
});

it.each(['localhost:9464', 'ftp://x', 'https://user:pass@x', 'https://x/?token=y', 'x'])(
  '%s is no address',
  async (url) => {
    const clock = new TestClock();
    expect((await runInTerminal(['jobs', '--url', url], { clock })).code).toBe(64);
    const { code, err } = await runInTerminal(['jobs'], { clock, env: { BATCHWATCH_URL: url } });
    expect([code, err]).toEqual([64, expect.stringContaining('BATCHWATCH_URL is invalid')]);
  },
);

it('a daemon below a path is asked there', async () => {
  await using server = await startScriptedServer(({ url }) =>
    url.endsWith('/status') ? { body: STATUS } : { body: { items: [] } },
  );
  const at = { clock: new TestClock() };
  const { code, out } = await runInTerminal(
    ['jobs', '--state', 'Failed', '--url', `${server.url}/batch/`],
    at,
  );
  expect([code, out]).toEqual([0, 'no jobs\n']);
  expect(server.asked.map(({ url }) => url)).toEqual([
    '/batch/api/v1/status',
    '/batch/api/v1/jobs?state=Failed&limit=500',
  ]);
});
