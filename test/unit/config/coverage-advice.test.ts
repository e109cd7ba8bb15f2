import { describe, expect, it } from 'vitest';
import { adviseCoverage } from '../../../src/config/coverage-advice.ts';
import { matchSchema } from '../../../src/config/match-schema.ts';

const warnings = (rules: readonly object[]) =>
  adviseCoverage({
    targets: [{ name: 'media' }, { name: 'archive' }],
    rules: rules.map((rule) => ({ ...rule, match: matchSchema.parse(Reflect.get(rule, 'match') ?? {}) })),
  } as never).map(({ message }) => /of (\w+) in state (\w+)/.exec(message)?.slice(1).join(' '));

describe('targets and states without a rule', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['the usual rule matches all', [{}], []],
    ['no rules match nothing', [], ['media Failed', 'media Pause', 'archive Failed', 'archive Pause']],
    ['a rule of one state', [{ match: { states: ['Failed'] } }], ['media Pause', 'archive Pause']],
    ['a rule of one target', [{ match: { targets: ['med*'] } }], ['archive Failed', 'archive Pause']],
    ['a rule without receivers ignores on purpose', [{ receivers: [] }], []],
    [
      'a rule on tooLong judges no change',
      [{ tooLong: { Pause: 1 } }, { match: { states: ['Failed'] } }],
      ['media Pause', 'archive Pause'],
    ],
  ])('%s', (_what, rules, expected) => {
    expect(warnings(rules)).toEqual(expected);
  });
});
