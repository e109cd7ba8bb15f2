import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideKeys } from '../../../src/platform/hide-keys.ts';

const SECRET = 'AKID0123456789abcdefABCDEF';
const SIGNATURE = '28d3f1d0c4d2a1e8a3b7c6d5e4f3a2b1c0d9e8f7';
const TOKEN = 'bz5qAlZ0Y2FuJ3Qgc2VlIG1l==';

describe('a text of the API', () => {
  it.each([
    [`GET /?q-sign-algorithm=sha1&q-ak=${SECRET}&q-sign-time=1;2&q-signature=${SIGNATURE}`],
    [`https://b.cos.ap-beijing.myqcloud.com/a.mp4?q-ak%3D${SECRET}%26q-signature%3D${SIGNATURE}%26x=1`],
    [`Authorization: q-sign-algorithm=sha1&q-ak=${SECRET}&q-signature=${SIGNATURE}`],
    [`authorization: Bearer ${TOKEN}`],
    [`Authorization=Basic ${TOKEN}`],
    [`TC3-HMAC-SHA256 Credential=${SECRET}/2024-06-27/sts/tc3_request, Signature=${SIGNATURE}`],
    [`the header x-cos-security-token: ${TOKEN} has expired`],
    [`x-ci-security-token=${TOKEN}`],
    [`{"SecretId":"${SECRET}","SecretKey":"${SIGNATURE}","Token":"${TOKEN}"}`],
    [`{\\"TmpSecretKey\\": \\"${SIGNATURE}\\"}`],
    [`<AWSAccessKeyId>${SECRET}</AWSAccessKeyId><Token>${TOKEN}</Token>`],
    [`The SecretId ${SECRET} does not exist.`],
    [`no such key: ${SECRET}.`],
  ])('%s shows no key', (text) => {
    for (const hidden of [hideKeys(text), hideKeys(text.toUpperCase())]) {
      expect(hidden).toContain('***');
      for (const secret of [SECRET, SIGNATURE, TOKEN].flatMap((one) => [one, one.toUpperCase()]))
        expect(hidden).not.toContain(secret);
    }
  });

  it.each([
    'InvalidAuthorization: the authorization is not valid, see the signature: it must be in hex',
    'SignatureDoesNotMatch: check your key and signing method',
    'the security token is expired',
    'Authorization header is required',
    'NextToken=abcdefghij',
    'transcode of input/AKID.mp4 failed: 403',
  ])('%s is left as it is', (text) => {
    expect(hideKeys(text)).toBe(text);
  });

  it('keeps what stands around a key', () => {
    expect(hideKeys(`a q-ak=${SECRET}&b=1 c`)).toBe('a q-ak=***&b=1 c');
    expect(hideKeys(`<Token>${TOKEN}</Token>`)).toBe('<Token>***</Token>');
  });

  it('is read in a time that grows with its length only', () => {
    for (const piece of ['q-ak', 'authorization: a ', 'token=%2', 'secretkey: " ', '%3d', 'Token>'])
      hideKeys(piece.repeat(200_000 / piece.length));
  });

  it('never gains a key by being hidden twice', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
        const once = hideKeys(`${before} q-signature=${SIGNATURE}&${after}`);
        expect(once).not.toContain(SIGNATURE);
        expect(hideKeys(once)).not.toContain(SIGNATURE);
      }),
    );
  });
});
