import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerFault, isSkew, networkFault } from '../../../../src/tencent/request/faults.ts';

const folder = new URL('../../../fixtures/tencent/', import.meta.url);
const ASKED = {
  bucket: 'examplebucket-1250000000',
  region: 'ap-beijing',
  action: 'ci:DescribeInventoryTriggerJobs',
};
const NOW = Date.parse('2024-06-27T07:23:10Z');

function faultOf(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  return answerFault({ status, body, headers, receivedAt: NOW }, { asked: ASKED, hide: (text) => text });
}

const xml = (code: string, message = '') =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

describe('an answer that is no page', () => {
  it.each([
    ['error-400-invalidargument.xml', 'refused', 'InvalidArgument', false],
    ['error-400-mediabucketunbinded.xml', 'refused', 'MediaBucketUnBinded', false],
    ['error-401-accessdenied.xml', 'auth', 'AccessDenied', false],
    ['error-401-secretidnotexist.xml', 'auth', 'SecretidNotExist', false],
    ['error-401-signatureexpired.xml', 'auth', 'SignatureExpired', false],
    ['error-403-accessdenied.xml', 'auth', 'AccessDenied', false],
    ['error-403-cos-skew-in-code.xml', 'auth', 'RequestTimeTooSkewed', false],
    ['error-403-cos-skew-in-message.xml', 'auth', 'RequestTimeTooSkewed', false],
    ['error-404-cos-nosuchbucket.xml', 'refused', 'NoSuchBucket', false],
    ['error-429-slowdown.xml', 'throttled', 'SlowDown', true],
    ['error-500-internalerror.xml', 'server', 'InternalError', true],
    ['error-503-serviceunavailable.xml', 'server', 'ServiceUnavailable', true],
  ])('%s is %s %s', (name, reason, code, retryable) => {
    const fault = faultOf(Number(name.split('-')[1]), readFileSync(new URL(name, folder), 'utf8'));
    expect(fault).toMatchObject({ reason, code, retryable, requestId: 'NjJiZDU1ZmZfRVhBTVBMRQ==' });
    expect(fault.hint).toMatch(/\.$/);
  });

  it('is tested with every error fixture', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('error-'))).toHaveLength(12);
  });

  it.each([
    [503, xml('SlowDown'), 'throttled', 'SlowDown'],
    [403, xml('AccessDenied', 'SignatureDoesNotMatch'), 'auth', 'SignatureDoesNotMatch'],
    [403, xml('AccessDenied', 'InvalidAccessKeyId: x'), 'auth', 'InvalidAccessKeyId'],
    [403, xml('AccessDenied', 'Access Denied.'), 'auth', 'AccessDenied'],
    [403, xml('AccessDenied', 'Request has expired'), 'auth', 'SignatureExpired'],
    [403, xml('QueuePaused'), 'refused', 'QueuePaused'],
    [400, xml('ExpiredToken'), 'auth', 'ExpiredToken'],
    [400, xml('RequestTimeout'), 'timeout', 'RequestTimeout'],
    [400, '{"code":"InvalidArgument","message":"m","request_id":"r"}', 'refused', 'InvalidArgument'],
    [401, '{"Code":1019}', 'auth', '1019'],
    [403, '<html><body>no</body></html>', 'auth', 'http-403'],
    [404, '', 'refused', 'http-404'],
    [418, '{"code":', 'refused', 'http-418'],
    [301, '', 'refused', 'http-301'],
    [200, xml('InternalError'), 'server', 'InternalError'],
    [200, '<Error/>', 'refused', 'Error'],
    [204, '', 'refused', 'http-204'],
    [501, xml('NotImplemented'), 'server', 'NotImplemented'],
    [599, '', 'server', 'http-599'],
  ])('%i with %j is %s %s', (status, body, reason, code) => {
    expect(faultOf(status, body)).toMatchObject({ reason, code });
  });
});

describe('a fault', () => {
  it('tells of skew apart from other refusals', () => {
    expect(isSkew(faultOf(403, xml('AccessDenied', 'RequestTimeTooSkewed')))).toBe(true);
    expect(isSkew(faultOf(401, xml('SignatureExpired')))).toBe(true);
    expect(isSkew(faultOf(403, xml('AccessDenied')))).toBe(false);
  });

  it('names the missing right', () => {
    expect(faultOf(403, xml('AccessDenied')).hint).toBe(
      'Grant the key the CAM action ci:DescribeInventoryTriggerJobs on the resource ' +
        'qcs::ci:ap-beijing:uid/1250000000:bucket/examplebucket-1250000000/*.',
    );
  });

  it('shows foreign text as one bounded line', () => {
    const { message } = faultOf(400, xml('InvalidArgument', `a&#13;&#10;X-Evil: 1 ${'y'.repeat(9_999)}`));
    expect(message).toMatch(/^the service answered 400 InvalidArgument: a X-Evil: 1 y+…$/);
    expect(message.length).toBeLessThan(400);
  });

  it.each([
    ['3', 3_000],
    ['Thu, 27 Jun 2024 07:23:40 GMT', 30_000],
    ['Thu, 27 Jun 2024 07:00:00 GMT', 0],
    ['soon', undefined],
  ])('with Retry-After %s asks for a wait of %s ms', (value, wait) => {
    expect(faultOf(429, '', { 'retry-after': value }).retryAfter).toBe(wait);
  });

  it.each(['x-ci-request-id', 'x-cos-request-id'])('bears the id of the header %s', (name) => {
    expect(faultOf(500, '', { [name]: 'abc' }).requestId).toBe('abc');
  });
});

describe('no answer', () => {
  it('says what the network said', () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere'), { code: 'ENOTFOUND' });
    expect(networkFault(cause, 'nowhere')).toMatchObject({ reason: 'network', code: 'ENOTFOUND', cause });
  });

  it('is a timeout when the kernel gave up', () => {
    expect(networkFault(Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), 'h').reason).toBe('timeout');
  });
});
