import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../../src/poll/port/job-source.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { createLiteralCredentials } from '../../../../src/tencent/credentials/literal.ts';
import { ACCOUNT, faultOf, settled, startSimulatedSource } from '../../../support/poll/simulated-source.ts';

const QUERY: ListQuery = { orderByTime: 'Asc', size: 100 };
const never = new AbortController().signal;

describe('a fault that may pass', () => {
  it.each([
    ['a 429', { kind: 'error', status: 429, code: 'SlowDown' }, 'throttled', 'SlowDown'],
    ['a 503 SlowDown', { kind: 'error', status: 503, code: 'SlowDown' }, 'throttled', 'SlowDown'],
    ['a 500', { kind: 'error', status: 500, code: 'InternalError' }, 'server', 'InternalError'],
    ['a 502 without a body', { kind: 'verbatim', status: 502, body: '' }, 'server', 'http-502'],
    ['a reset', { kind: 'reset' }, 'network', 'ECONNRESET'],
    ['an answer broken off', { kind: 'broken-off', bytes: 40 }, 'network', 'ECONNRESET'],
    ['a hang', { kind: 'hang' }, 'timeout', 'timeout'],
    ['a slow drip', { kind: 'drip', every: 5 }, 'timeout', 'timeout'],
  ] as const)('%s is tried three times, then reported', async (_what, behaviour, reason, code) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave(behaviour, { times: 3 });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never), reason === 'timeout');
    expect(fault).toMatchObject({ reason, code, retryable: true });
    expect(fixture.cloud.requests).toHaveLength(3);
    expect(fixture.cloud.requests.map(({ headers }) => headers['x-cos-sdk-retry'])).toEqual([
      undefined,
      'true',
      'true',
    ]);
    expect(fixture.seen).toMatchObject({ sent: 3, failed: [reason, reason, reason] });
  });

  it('is forgotten when the second try succeeds, after a growing delay', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'error', status: 503, code: 'ServiceUnavailable' }, { times: 2 });
    const before = fixture.clock.now();
    await settled(fixture, fixture.source.list(QUERY, never));
    // 300 and 900 ms at the middle of the jitter.
    expect(fixture.clock.now() - before).toBe(1_200);
    expect(fixture.seen).toMatchObject({ sent: 3, failed: ['server', 'server'] });
  });
});

describe('the pause before the next try', () => {
  it('is as long as Retry-After says', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({
      kind: 'error',
      status: 429,
      code: 'SlowDown',
      headers: { 'retry-after': '7' },
    });
    const before = fixture.clock.now();
    await settled(fixture, fixture.source.list(QUERY, never));
    expect(fixture.clock.now() - before).toBe(7_000);
  });

  it('is left to the next poll when Retry-After is long', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({
      kind: 'error',
      status: 429,
      code: 'SlowDown',
      headers: { 'retry-after': '300' },
    });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault.retryAfter).toBe(300_000);
    expect(fixture.cloud.requests).toHaveLength(1);
  });

  it('and all else end at once, with the reason given, when the caller aborts', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'hang' });
    const controller = new AbortController();
    const listing = fixture.source.list(QUERY, controller.signal);
    await expect.poll(() => fixture.cloud.requests.length).toBe(1);
    controller.abort(new Error('stopping'));
    await expect(listing).rejects.toThrow('stopping');
  });
});

describe('a fault that stays', () => {
  it.each([
    ['HTML', { kind: 'html' }, 'malformed', 'answer-malformed'],
    ['an empty body', { kind: 'empty' }, 'malformed', 'answer-malformed'],
    ['another root', { kind: 'wrong-root' }, 'malformed', 'answer-malformed'],
    ['a body cut off', { kind: 'cut', bytes: 300 }, 'malformed', 'answer-malformed'],
    [
      'an encoded body',
      { kind: 'verbatim', body: 'x', headers: { 'content-encoding': 'gzip' } },
      'malformed',
      'answer-encoded',
    ],
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'refused', 'http-307'],
    ['no rights', { kind: 'error', status: 403, code: 'AccessDenied' }, 'auth', 'AccessDenied'],
    [
      'an unbound bucket',
      { kind: 'error', status: 400, code: 'MediaBucketUnBinded' },
      'refused',
      'MediaBucketUnBinded',
    ],
    [
      'an error under 200',
      { kind: 'error', status: 200, code: 'InvalidArgument' },
      'refused',
      'InvalidArgument',
    ],
  ] as const)('%s is reported after one try', async (_what, behaviour, reason, code) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.put({ jobId: 'b1', state: 'Running', creationTime: 0 });
    fixture.cloud.misbehave(behaviour);
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason, code });
    expect(fault.hint).toBeDefined();
    expect(fixture.cloud.requests).toHaveLength(1);
    expect(fixture.seen.failed).toEqual([reason]);
    // It heals by itself.
    expect((await fixture.source.list(QUERY, never)).jobs).toHaveLength(1);
  });
});

describe('a fault', () => {
  it('bears the request id of the service', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'html' });
    expect((await faultOf(fixture, fixture.source.list(QUERY, never))).requestId).toBe('request-1');
  });

  it('distinguishes a wrong key from an unknown one, and shows neither', async () => {
    for (const [secretId, secretKey, code] of [
      [ACCOUNT.secretId, 'WRONG-KEY-VALUE', 'SignatureDoesNotMatch'],
      ['UNKNOWN-ID', ACCOUNT.secretKey, 'SecretidNotExist'],
    ] as const) {
      const credentials = createLiteralCredentials({ secretId, secretKey: new Secret(secretKey) });
      await using fixture = await startSimulatedSource({ source: { credentials } });
      const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
      expect(fault).toMatchObject({ reason: 'auth', code, retryable: false });
      expect(`${fault.message} ${fault.hint} ${JSON.stringify(fault)} ${fault.stack}`).not.toContain(
        secretKey,
      );
    }
  });

  it('does not repeat a secret that the service quotes', async () => {
    await using fixture = await startSimulatedSource({ cloud: { token: 'SECRET-TOKEN' } });
    const message = `token SECRET-TOKEN of ${ACCOUNT.secretKey} is bad`;
    fixture.cloud.misbehave({ kind: 'error', status: 403, code: 'AccessDenied', message });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault.message).toBe('the service answered 403 AccessDenied: token *** of *** is bad');
  });

  it('does not repeat the id of the key, nor the signature of the request, however they are quoted', async () => {
    const secretId = 'AKIDEXAMPLE_OF+A=KEY';
    const credentials = createLiteralCredentials({ secretId, secretKey: new Secret(ACCOUNT.secretKey) });
    await using fixture = await startSimulatedSource({ cloud: { secretId }, source: { credentials } });
    for (const message of [
      'AKIDEXAMPLE_OF+A=KEY is unknown',
      'AKIDEXAMPLE_OF%2BA%3DKEY is unknown',
      'signed with q-ak=AKIDEXAMPLE_OF%2BA%3DKEY&amp;q-signature=28d3f1d0c4d2a1e8',
      'see Authorization: Bearer c29tZSB0b2tlbg== above',
    ]) {
      fixture.cloud.misbehave({ kind: 'error', status: 403, code: 'AccessDenied', message });
      const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
      expect(fault.message).toContain('***');
      expect(JSON.stringify(fault)).not.toMatch(/EXAMPLE|28d3f1|c29tZSB/);
    }
  });

  it.each([
    ['a newline', 'EXAMPLE\n', 'key', ''],
    ['nothing', '', 'key', ''],
    ['a token of two lines', 'EXAMPLE', 'key', 'a\nb'],
    ['a letter beyond ASCII in the id', '密EXAMPLE', 'key', ''],
    ['a newline in the key', 'EXAMPLE', 'key\n', ''],
  ])('is one of the credentials when they hold %s', async (_what, secretId, key, token) => {
    const secretKey = new Secret(key);
    const credentials = createLiteralCredentials({ secretId, secretKey, token: new Secret(token) });
    await using fixture = await startSimulatedSource({ source: { credentials } });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'auth', code: 'credentials-malformed' });
    expect(fixture.seen.sent).toBe(0);
  });

  it('is a network fault when nothing listens', async () => {
    await using fixture = await startSimulatedSource({ source: { endpoint: 'http://127.0.0.1:1' } });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'network', code: 'ECONNREFUSED' });
  });
});
