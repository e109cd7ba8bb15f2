import { readFileSync } from 'node:fs';
import COS from 'cos-nodejs-sdk-v5';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/platform/secret.ts';
import { sign, urlEncode } from '../../../../src/tencent/request/sign.ts';

interface Vector {
  name: string;
  secretId: string;
  secretKey: string;
  keyTime: string;
  method: string;
  path: string;
  params: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  expected: { Authorization: string };
}

const { vectors }: { vectors: Vector[] } = JSON.parse(
  readFileSync(new URL('../../../fixtures/tencent/signing-vectors.json', import.meta.url), 'utf8'),
);

describe('the signer', () => {
  it.each(vectors)('makes the published signature: $name', (vector) => {
    const [from = 0, until = 0] = vector.keyTime.split(';').map(Number);
    const authorization = sign(vector, {
      secretId: vector.secretId,
      secretKey: new Secret(vector.secretKey),
      validFrom: from * 1000 + 999,
      validUntil: until * 1000,
    });
    expect(authorization).toBe(vector.expected.Authorization);
  });

  it('has vectors to be measured by', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(5);
  });
});

describe('the official SDK', () => {
  it('signs any parameters in the same way', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    // Names that differ in case only would be one name to the signature. Names that need encoding are left to
    // the vectors: the SDK sorts those in one order for the list and in another for what it signs.
    const params = fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z0-9.~-]{1,12}$/), text), {
        selector: ([name]) => urlEncode(name).toLowerCase(),
        maxLength: 8,
      })
      .filter((pairs) => pairs.every(([name]) => name !== 'hasOwnProperty'))
      .map((pairs) => Object.fromEntries(pairs));
    const token = fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined });
    fc.assert(
      fc.property(params, token, fc.stringMatching(/^[a-z0-9]{1,32}$/), (query, tokenValue, jobId) => {
        const headers = {
          host: 'examplebucket-1250000000.ci.ap-beijing.myqcloud.com',
          ...(tokenValue === undefined ? {} : { 'x-ci-security-token': tokenValue }),
        };
        const path = `/inventorytriggerjob/${jobId}`;
        const ours = sign(
          { method: 'GET', path, params: query, headers },
          {
            secretId: 'EXAMPLE-SECRET-ID',
            secretKey: new Secret('EXAMPLE-SECRET-KEY'),
            validFrom: 1_700_000_000_000,
            validUntil: 1_700_000_600_000,
          },
        );
        const theirs = COS.getAuthorization({
          SecretId: 'EXAMPLE-SECRET-ID',
          SecretKey: 'EXAMPLE-SECRET-KEY',
          KeyTime: '1700000000;1700000600',
          Method: 'GET',
          Pathname: path,
          Query: query,
          // Given as it is sent: without it the SDK would sign the host of another product.
          Headers: headers,
        });
        expect(ours).toBe(theirs);
      }),
      { numRuns: 300 },
    );
  });
});
