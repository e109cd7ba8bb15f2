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

  it('shows no half of a secret where a long answer is cut off', () => {
    const said = `535 wrong${' '.repeat(8_176)}s3cr3t-of-many-letters`;
    expect(responseText(said, new Secret('s3cr3t-of-many-letters'))).toBe('535 wrong');
  });

  it('loses a secret that is escaped as in JSON', () => {
    const said = String.raw`{"a":"密\/\"x1","b":"密/\"x1","c":"\u5bc6\/\"x1","d":"\u5bc6/\"x1"}`;
    expect(responseText(said, new Secret('密/"x1'))).toBe('{"a":"***","b":"***","c":"***","d":"***"}');
  });

  it.each([
    ['capital letters', 'no key 1A2B3C4D-SECRET', '1a2b3c4d-secret'],
    ['small hex digits of a URL', 'no ?key=s3cr3t%2f%c3%96x%3d', 's3cr3t/Öx='],
    ['a URL that is encoded by half', 'no ?key=s3cr3t!%2F(x)', 's3cr3t!/(x)'],
    ['a URL that is encoded twice', 'no ?key=s3cr3t%252Fx%253d', 's3cr3t/x='],
    ['every sign of a URL encoded', 'no ?key=%73%33%63%72%33%74', 's3cr3t'],
    ['HTML', '<a href="?a=s3cr3t&amp;x&#39;y&#x2F;z">', `s3cr3t&x'y/z`],
    ['hex digits', 'no 733363723374', 's3cr3t'],
    ['capital hex digits of a URL within JSON', String.raw`{"url":"\u002Fsend%2Fs3cr3t"}`, '/s3cr3t'],
  ])('loses a secret in %s', (_how, said, secret) => {
    const shown = responseText(said, new Secret(secret));
    expect(shown).toContain('***');
    expect(shown).not.toMatch(/s3cr3t|1A2B|733363|%73/);
  });

  it('keeps a word that begins with a capital letter, where a short secret has the small one', () => {
    expect(responseText('Alerts are off', new Secret('alerts'))).toBe('Alerts are off');
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
