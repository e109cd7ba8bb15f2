import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '../../../../src/http/ui/csv.ts';

/** How spreadsheets take a line apart, with quotes or blind to them. */
const SEPARATORS = /[;\t\r\n]/;

/** Whether a spreadsheet would reckon with a cell. */
const isFormula = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

describe('a cell of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    [' =1+1', " '=1+1"],
    ['\t=1', `"'\t'=1"`],
    ['a;=cmd|x', `"a;'=cmd|x"`],
    ['a\t=cmd', `"a\t'=cmd"`],
    ['a\r=cmd', `"a\r'=cmd"`],
    ['a\n@cmd', `"a\n'@cmd"`],
    ['a;"=cmd', `"a;""'=cmd"`],
    ['a; ＝cmd', `"a; '＝cmd"`],
    ['a;b', '"a;b"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['a-b=c', 'a-b=c'],
    ['夜间转码', '夜间转码'],
  ])('%j is written %j', (text, written) => {
    expect(csvRow([text, 'x'])).toBe(`${written},x\r\n`);
  });

  it('is no formula, whatever the spreadsheet takes for a separator', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...Array.from('=+-@＝＋－＠;\t\r\n" \',ab1')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const row = csvRow([text]).slice(0, -2);
        const whole = row.startsWith('"') ? row.slice(1, -1).replaceAll('""', '"') : row;
        expect(isFormula(whole)).toBe(false);
        for (const cell of whole.split(SEPARATORS)) expect([cell, isFormula(cell)]).toEqual([cell, false]);
      }),
    );
  });
});
