import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../src/cli/terminal/table.ts';
import { width } from '../../../src/cli/terminal/width.ts';

describe('a table', () => {
  it('keeps its columns in line beside wide characters, which take two', () => {
    expect(
      formatTable(
        ['名称', 'N'],
        [
          ['夜间转码', '1'],
          ['a（b）', '22'],
        ],
      ),
    ).toBe(['名称      N', '夜间转码  1', 'a（b）    22', ''].join('\n'));
  });

  it.each([
    ['abc', 3],
    ['任务 ID', 7],
    ['，。：（）「」', 14],
    ['ｱｲｳ', 3],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍👩‍👧‍👦', 2],
    ['…', 1],
  ])('takes %j for %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });
});

const HEAD = ['INCIDENT', 'STATE', 'WHAT'];
const ROWS = [
  ['f00dfeedf00dfeed', 'open', 'Failed: AccessDenied (媒体转码队列, 夜间任务, a long tail of prose)'],
  ['f00dbeeff00dbeef', 'open', 'short'],
];
const widest = (table: string) => Math.max(...table.split('\n').map(width));

describe('a table on a terminal', () => {
  it('cuts prose where it is too wide, and nothing else', () => {
    const table = formatTable(HEAD, ROWS, { columns: 50, elastic: [2] });
    expect(widest(table)).toBeLessThanOrEqual(50);
    expect(table).toContain('f00dfeedf00dfeed  open   Failed: AccessDenied');
    expect(table).toContain('…');
    expect(table.split('\n')).toHaveLength(4);
  });

  it('is whole where there is room, and in a file', () => {
    const whole = formatTable(HEAD, ROWS);
    expect(formatTable(HEAD, ROWS, { columns: 200, elastic: [2] })).toBe(whole);
    expect(formatTable(HEAD, ROWS, { columns: undefined, elastic: [2] })).toBe(whole);
    expect(whole).not.toContain('…');
  });

  it('becomes blocks of lines where even cut prose does not fit, and loses nothing', () => {
    const table = formatTable(HEAD, ROWS, { columns: 30, elastic: [2] });
    expect(widest(table)).toBeLessThanOrEqual(30);
    expect(table).not.toContain('…');
    expect(table).toContain('INCIDENT  f00dfeedf00dfeed\nSTATE     open\nWHAT      Failed: ');
    expect(table.replaceAll(/\n {10}/g, '')).toContain(ROWS[0]?.[2]);
  });

  it('fits whatever stands in it, from 24 columns on', () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from('ab c任务👩‍👩‍👧‍👦é，ｱ')), maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 24, max: 90 }),
        (rows, columns) => {
          expect(
            widest(formatTable(['A', '状态', 'C'], rows, { columns, elastic: [1, 2] })),
          ).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
