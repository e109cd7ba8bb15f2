import { describe, expect, it } from 'vitest';
import { createCvmRoleCredentials } from '../../../src/tencent/credentials/cvm-role.ts';
import { startScriptedServer, type Reply } from '../../support/network/scripted-server.ts';
import { shown } from '../../support/poll/shown-credentials.ts';
import { TestClock } from '../../support/test-clock.ts';

const never = new AbortController().signal;

const ROLES = '/latest/meta-data/cam/security-credentials/';

/** A metadata service whose keys live for half an hour. */
async function startMetadata() {
  const clock = new TestClock();
  const state: { fault: Reply | undefined; issued: number } = { fault: undefined, issued: 0 };
  const server = await startScriptedServer(({ url }) => {
    if (state.fault !== undefined) return state.fault;
    if (url === ROLES) return { body: 'my role\nother\n' };
    state.issued += 1;
    const expires = Math.floor(clock.now() / 1000) + 1_800;
    const key = { TmpSecretId: `id-${state.issued}`, TmpSecretKey: 'key', Token: 'token' };
    return { body: { ...key, ExpiredTime: expires, Code: 'Success' } };
  });
  const provider = createCvmRoleCredentials({ clock, baseUrl: server.url });
  return { clock, state, server, provider, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('credentials of a machine role', () => {
  it('are those of the first role', async () => {
    await using metadata = await startMetadata();
    const { provider, server, clock } = metadata;
    const credentials = await provider.get(never);
    expect(shown(credentials)).toEqual(['id-1', 'key', 'token']);
    expect(credentials.expiresAt).toBe(clock.now() + 1_800_000);
    expect(server.asked.map(({ url }) => url)).toEqual([ROLES, `${ROLES}my%20role`]);
  });

  it('are fetched once for callers at the same time, and once more before they end', async () => {
    await using metadata = await startMetadata();
    const { provider, clock } = metadata;
    const ids = async () =>
      (await Promise.all([1, 2, 3].map(() => provider.get(never)))).map(({ secretId }) => secretId);
    expect(await ids()).toEqual(['id-1', 'id-1', 'id-1']);
    await clock.advance(1_199_000);
    expect(await ids()).toEqual(['id-1', 'id-1', 'id-1']);
    await clock.advance(1_000);
    expect(await ids()).toEqual(['id-2', 'id-2', 'id-2']);
  });

  it('stay in use while a refresh fails, until they end, and heal by themselves', async () => {
    await using metadata = await startMetadata();
    const { provider, clock, state, server } = metadata;
    await provider.get(never);
    await clock.advance(1_200_000);
    state.fault = { status: 500, body: '' };
    expect((await provider.get(never)).secretId).toBe('id-1');
    const asked = server.asked.length;
    expect((await provider.get(never)).secretId).toBe('id-1');
    expect(server.asked.length).toBe(asked);
    await clock.advance(30_000);
    expect((await provider.get(never)).secretId).toBe('id-1');
    expect(server.asked.length).toBeGreaterThan(asked);
    // Somebody should know before it is too late.
    expect(provider.endsAt).toBeGreaterThan(clock.now());
    await clock.advance(569_000);
    await expect(provider.get(never)).rejects.toMatchObject({ reason: 'server', retryable: true });
    state.fault = undefined;
    expect((await provider.get(never)).secretId).toBe('id-2');
    expect(provider.endsAt).toBeUndefined();
  });
});

describe('asking the metadata service', () => {
  it.each([
    ['a 404', { status: 404, body: '' }, { reason: 'auth', code: 'credentials-http-404' }],
    ['no role', { body: '\n' }, { reason: 'auth', code: 'no-role-bound' }],
    ['nonsense', { body: '<html>' }, { reason: 'auth', code: 'credentials-malformed' }],
    ['a reset', 'reset', { reason: 'network', code: 'ECONNRESET' }],
  ] as const)('fails after %s, and the failure does not stick', async (_what, fault, expected) => {
    await using metadata = await startMetadata();
    metadata.state.fault = fault;
    await expect(metadata.provider.get(never)).rejects.toMatchObject({
      ...expected,
      hint: expect.any(String),
    });
    metadata.state.fault = undefined;
    expect((await metadata.provider.get(never)).secretId).toBe('id-1');
  });

  it.each([Number.MAX_VALUE, 8.64e12 + 1, 4_102_444_800, -1, null, '1e9', true])(
    'fails when the key says that it ends at %s',
    async (ExpiredTime) => {
      await using metadata = await startMetadata();
      const key = { TmpSecretId: 'id', TmpSecretKey: 'key', Token: 'token', Code: 'Success' };
      metadata.state.fault = { body: { ...key, ExpiredTime } };
      const provider = metadata.provider;
      await expect(provider.get(never)).rejects.toMatchObject({ code: 'credentials-malformed' });
      expect(provider.endsAt).toBeUndefined();
    },
  );

  it('reads no more than a key takes, and gives a hint that fits', async () => {
    await using metadata = await startMetadata();
    metadata.state.fault = { body: 'r'.repeat(64 * 1024 + 1) };
    await expect(metadata.provider.get(never)).rejects.toMatchObject({
      code: 'answer-too-large',
      message: expect.stringContaining('longer than 64 KiB'),
      hint: expect.stringContaining('cvm-role'),
    });
  });

  it('has a deadline', async () => {
    await using metadata = await startMetadata();
    const { provider, clock, state, server } = metadata;
    state.fault = 'hang';
    const key = provider.get(never);
    const outcome = expect(key).rejects.toMatchObject({
      reason: 'timeout',
      hint: expect.stringContaining('role'),
    });
    await expect.poll(() => server.asked.length).toBe(1);
    await clock.advance(3_000);
    await outcome;
  });

  it('lets a caller go who aborts, and no other', async () => {
    await using metadata = await startMetadata();
    const controller = new AbortController();
    const impatient = metadata.provider.get(controller.signal);
    const patient = metadata.provider.get(never);
    controller.abort(new Error('stopping'));
    await expect(impatient).rejects.toThrow('stopping');
    expect((await patient).secretId).toBe('id-1');
  });
});
