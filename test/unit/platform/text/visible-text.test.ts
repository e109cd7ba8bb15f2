import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { visibleProse, visibleText } from '../../../../src/platform/text/visible-text.ts';
import { cutText } from '../../../../src/platform/text/cut-text.ts';
import { shellWord } from '../../../../src/render/content/shell-word.ts';

describe('visible text', () => {
  it('keeps names as they are', () => {
    const names = ['nightly-transcode_01', '每日视频转码', '👩‍👩‍👧‍👦', 'می‌خواهم', '<b>&"\''];
    for (const name of names) expect(visibleText(name)).toBe(name);
  });

  it('shows what would be obeyed or overlooked', () => {
    expect(visibleText('\r\n\t\0\u001B[31m\u202E\u2028\uD800\uFEFF')).toBe(
      String.raw`\r\n\t\x00\x1B[31m\u{202E}\u{2028}\u{D800}\u{FEFF}`,
    );
  });
});

describe('visible text of a limit', () => {
  it('never exceeds it, keeps what fits, and shows nothing that would be obeyed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const shown = visibleText(text, most);
        expect(Array.from(shown).length).toBeLessThanOrEqual(most);
        expect(visibleText(shown)).toBe(shown);
        if (Array.from(visibleText(text)).length <= most) expect(shown).toBe(visibleText(text));
      }),
    );
  });
});

describe('cut text', () => {
  it('is the text itself when short enough, else ends in an ellipsis within the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (text, limit) => {
          const cut = cutText(text, limit);
          if (Array.from(text).length <= limit) expect(cut).toBe(text);
          else {
            expect(Array.from(cut).length).toBeLessThanOrEqual(limit);
            expect(cut.endsWith('…')).toBe(true);
            expect(text.startsWith(cut.slice(0, -1))).toBe(true);
            expect(cut.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });

  it('cuts inside a single character only when that alone is too long', () => {
    expect(cutText(`e${'\u0301'.repeat(1000)}`, 10)).toBe(`e${'\u0301'.repeat(8)}…`);
  });
});

describe('visible prose', () => {
  it('of a limit is the whole prose, cut', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('  ', '\n\n', '\u202E', '\uD83D', '👩‍👩‍👧‍👦', 'e\u0301'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(12), (whole, limit) => {
        expect(visibleProse(whole, limit)).toBe(cutText(visibleProse(whole), limit));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a word for the shell', () => {
  it('stays plain when it is', () => {
    expect(shellWord('be7d3a5c_0-f2')).toBe('be7d3a5c_0-f2');
  });

  it('is quoted when the shell would see more in it', () => {
    expect(shellWord('$(reboot)')).toBe(`'$(reboot)'`);
    expect(shellWord("a'; rm -rf x\n")).toBe(String.raw`'a'\''; rm -rf x\n'`);
    expect(shellWord('--help')).toBe(`'--help'`);
    expect(shellWord('')).toBe(`''`);
  });
});
