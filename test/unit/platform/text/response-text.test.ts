import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { responseText } from '../../../../src/platform/text/response-text.ts';
import { Secret } from '../../../../src/platform/secret.ts';

describe('what a server said', () => {
  it('becomes one line', () => {
    expect(responseText('550-No such user\r\n550 Sorry\u0007', undefined)).toBe(
      String.raw`550-No such user 550 Sorry\x07`,
    );
  });

  it('loses the password, plain, in base64 and inside an AUTH PLAIN argument', () => {
    const password = new Secret('pass-Wörd 1');
    const plain = Buffer.from('\0alerts\0pass-Wörd 1').toString('base64');
    const alone = Buffer.from('pass-Wörd 1').toString('base64');
    expect(responseText(`535 pass-Wörd 1 | ${plain} | ${alone}`, password)).toBe('535 *** | *** | ***');
  });

  it('loses a secret that is encoded as in a form or a URL, as token endpoints echo it', () => {
    const said = 'bad request: refresh_token=1%2F%2F0g+x%3D&q=1%2F%2F0g%20x%3D';
    expect(responseText(said, new Secret('1//0g x='))).toBe('bad request: refresh_token=***&q=***');
  });

  it('loses a secret that is escaped as in JSON', () => {
    const said = String.raw`{"a":"密\/\"x1","b":"密/\"x1","c":"\u5bc6\/\"x1","d":"\u5bc6/\"x1"}`;
    expect(responseText(said, new Secret('密/"x1'))).toBe('{"a":"***","b":"***","c":"***","d":"***"}');
  });

  it('is short and printable and without the password, whatever it was', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    const secret = fc.string({ minLength: 4, maxLength: 20 }).filter((word) => !word.includes('*'));
    fc.assert(
      fc.property(text, text, secret, (before, after, word) => {
        const said = responseText(`${before}${word}${after}`, new Secret(word));
        expect(Array.from(said).length).toBeLessThanOrEqual(300);
        expect(said).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(said).not.toContain(word);
      }),
    );
  });
});
