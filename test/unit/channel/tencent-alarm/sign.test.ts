import { expect, it } from 'vitest';
import { signCall } from '../../../../src/channel/tencent-alarm/sign.ts';
import { Secret } from '../../../../src/platform/secret.ts';

/** The call of the published example: Tencent Cloud API 3.0, "Signature v3". Its key is written with asterisks. */
const CALL = {
  service: 'cvm',
  action: 'DescribeInstances',
  version: '2017-03-12',
  host: 'cvm.tencentcloudapi.com',
  body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
  sentAt: 1_551_113_065_000,
};
const KEY = { secretId: `AKID${'*'.repeat(32)}`, secretKey: new Secret('*'.repeat(32)) };

it('a call is signed as the published example of TC3', () => {
  expect(signCall(CALL, KEY)).toEqual({
    'content-type': 'application/json; charset=utf-8',
    authorization:
      `TC3-HMAC-SHA256 Credential=AKID${'*'.repeat(32)}/2019-02-25/cvm/tc3_request, ` +
      'SignedHeaders=content-type;host;x-tc-action, ' +
      'Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
    'x-tc-action': 'DescribeInstances',
    'x-tc-version': '2017-03-12',
    'x-tc-timestamp': '1551113065',
  });
});

it('the date of a signature is that of UTC', () => {
  const midnight = Date.parse('2026-11-30T00:00:00Z');
  const datesOf = [midnight - 1, midnight].map(
    (sentAt) => /\/(\d{4}-\d{2}-\d{2})\//.exec(signed(sentAt))?.[1],
  );
  expect(datesOf).toEqual(['2026-11-29', '2026-11-30']);
});

function signed(sentAt: number): string {
  return signCall({ ...CALL, sentAt }, KEY)['authorization'] ?? '';
}

it('a temporary key adds its token, and the token is not signed', () => {
  const { 'x-tc-token': token, ...headers } = signCall(CALL, { ...KEY, token: new Secret('TOKEN') });
  expect(token).toBe('TOKEN');
  expect(headers).toEqual(signCall(CALL, KEY));
});
