import { describe, expect, it } from 'vitest';
import { formatTable, width } from '../../../src/cli/table.ts';

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
