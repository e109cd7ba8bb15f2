import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, TextFault } from '../../../src/platform/decode-text.ts';

function faultOf(bytes: Uint8Array): TextFault {
  try {
    decodeText(bytes);
  } catch (error) {
    if (error instanceof TextFault) return error;
    throw error;
  }
  throw new Error('the bytes are a text, although they should not be');
}

const text = fc.string({ unit: fc.constantFrom('a', 'é', '密', '😀', '\n', ' ') });

describe('the bytes of a text file', () => {
  it('in UTF-8 are the text, without a byte order mark', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(decodeText(Buffer.from(written))).toBe(written);
        expect(decodeText(Buffer.from(`\uFEFF${written}`))).toBe(written);
      }),
    );
  });

  it.each([
    ['GBK', [0xb0, 0xa1, 0xc8, 0xd5]],
    ['Latin-1', [0x70, 0xe4, 0x73]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a character that is cut off', [0xe5, 0xaf]],
  ])('in %s are refused with line and column', (_name, wrong) => {
    fc.assert(
      fc.property(text, (before) => {
        const { reason, line, column } = faultOf(Buffer.from([...Buffer.from(`# ${before}`), ...wrong]));
        const lines = `# ${before}`.split('\n');
        const skipped = wrong[0] === 0x70 ? 1 : 0;
        expect([reason, line, column]).toEqual([
          'not-utf-8',
          lines.length,
          (lines.at(-1)?.length ?? 0) + 1 + skipped,
        ]);
      }),
    );
  });

  it.each([
    ['little endian', '\uFEFFtimezone: UTC\n', 'utf16le'],
    ['little endian without a mark', 'timezone: UTC\n', 'utf16le'],
  ] as const)('in UTF-16 are refused as that: %s', (_name, written, encoding) => {
    expect(faultOf(Buffer.from(written, encoding))).toMatchObject({ reason: 'utf-16', line: 1, column: 1 });
    expect(faultOf(Buffer.from(written, encoding).swap16())).toMatchObject({ reason: 'utf-16' });
  });

  it('with a NUL are refused with its place', () => {
    expect(faultOf(Buffer.from('log: {}\nab\0c'))).toMatchObject({
      reason: 'nul',
      message: 'has a NUL byte at line 2, column 3',
      line: 2,
      column: 3,
    });
  });
});
