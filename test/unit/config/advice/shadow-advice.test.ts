import { describe, expect, it } from 'vitest';
import { matchSchema } from '../../../../src/config/schema/match-schema.ts';
import { adviseShadows } from '../../../../src/config/advice/shadow-advice.ts';

const TARGETS = [{ name: 'media' }, { name: 'archive' }];

interface Given {
  match?: object;
  continue?: boolean;
  tooLong?: object;
  receivers?: readonly string[];
}

/** Rules are called a, b, c, …; a warning reads `b: message`. */
const warnings = (rules: readonly Given[], targets: readonly object[] = TARGETS) =>
  adviseShadows({
    targets: targets.map((target) => ({ jobs: {}, ...target })),
    rules: rules.map((rule, index) => ({
      name: nameOf(index),
      continue: false,
      ...rule,
      match: matchSchema.parse(rule.match ?? {}),
    })),
  } as never).map(({ path, message }) => `${nameOf(Number(path[1]))}: ${message}`);

const nameOf = (index: number) => String.fromCodePoint(97 + index);

const never = (later: string, earlier: string) =>
  `${later}: is never reached: ${earlier} before it decides for all of its jobs`;
const partly = (later: string, earlier: string) =>
  `${later}: is not reached by all of its jobs: ${earlier} before it decides for some`;

const FAILED = { match: { states: ['Failed'] } };
const PAUSED = { match: { states: ['Pause'] } };

describe('a rule is never reached', () => {
  it.each<[string, readonly Given[], readonly string[]]>([
    ['the same rule twice', [{}, {}], [never('b', 'a')]],
    ['a rule of one state behind one of all', [{}, FAILED], [never('b', 'a')]],
    ['a rule of one target behind one of all', [{}, { match: { targets: ['media'] } }], [never('b', 'a')]],
    ['a rule of names behind one of all', [{}, { match: { names: ['nightly-*'] } }], [never('b', 'a')]],
    [
      'a name behind its pattern',
      [{ match: { names: ['nightly-*'] } }, { match: { names: ['nightly-full', 'nightly-x*'] } }],
      [never('b', 'a')],
    ],
    ['codes behind all', [FAILED, { match: { states: ['Failed'], codes: ['Timeout'] } }], [never('b', 'a')]],
    ['queues behind all', [PAUSED, { match: { states: ['Pause'], queueIds: ['p1'] } }], [never('b', 'a')]],
    [
      'all that rules before it cover together',
      [FAILED, PAUSED, {}],
      ['c: is never reached: a and b before it decide for all of its jobs'],
    ],
    ['behind a rule that ignores on purpose', [{ receivers: [] }, FAILED], [never('b', 'a')]],
    [
      'a rule on what takes too long, behind one of all its states',
      [{ tooLong: { Pause: 1, Running: 1 } }, { tooLong: { Pause: 9 }, match: { targets: ['media'] } }],
      [never('b', 'a')],
    ],
    [
      'a state that the API does not document, behind all',
      [{ match: { states: ['*'] } }, { match: { states: ['*'] } }],
      [never('b', 'a')],
    ],
    ['three of the same', [{}, {}, {}], [never('b', 'a'), never('c', 'a')]],
  ])('%s', (_what, rules, expected) => {
    expect(warnings(rules)).toEqual(expected);
  });

  it('where a target reads the jobs of the earlier rule alone', () => {
    const rules = [{ match: { types: ['Job'] } }, { match: { names: ['x*'] } }];
    expect(warnings(rules, [{ name: 'media', jobs: { type: 'Job' } }])).toEqual([never('b', 'a')]);
    const workflows = [{ match: { workflowIds: ['w1'] } }, {}];
    expect(warnings(workflows, [{ name: 'media', jobs: { workflowId: 'w1' } }])).toEqual([never('b', 'a')]);
    const names = [{ match: { names: ['night*'] } }, {}];
    expect(warnings(names, [{ name: 'media', jobs: { name: 'nightly' } }])).toEqual([never('b', 'a')]);
  });
});

describe('a rule is not reached by all of its jobs', () => {
  it.each<[string, readonly Given[], readonly string[]]>([
    [
      'states of a target behind a state of all targets',
      [FAILED, { match: { targets: ['media'] } }],
      [partly('b', 'a')],
    ],
    [
      'names of all targets behind all names of one',
      [{ match: { targets: ['media'] } }, { match: { names: ['nightly-*'] } }],
      [partly('b', 'a')],
    ],
    [
      'patterns that meet',
      [{ match: { names: ['nightly-*'] } }, { match: { names: ['*-full'] } }],
      [partly('b', 'a')],
    ],
    [
      'two rules before it',
      [
        { match: { targets: ['media'] } },
        { match: { targets: ['archive'] } },
        { match: { names: ['x'], states: ['Failed', 'Cancel'] } },
      ],
      [partly('c', 'a'), partly('c', 'b')],
    ],
  ])('%s', (_what, rules, expected) => {
    expect(warnings(rules)).toEqual(expected);
  });
});

describe('a rule matches no job', () => {
  it.each<[string, object]>([
    ['of a pattern for targets that fits none', { targets: ['prod-*'] }],
    ['of a type that there is not', { types: ['job'] }],
    ['of a pattern for states that fits none', { states: ['fail*'] }],
  ])('%s, also behind a rule of all', (_what, match) => {
    const none = 'matches no job: it fits no target, or no known type or state';
    expect(warnings([{ match }])).toEqual([`a: ${none}`]);
    expect(warnings([{}, { match }])).toEqual([`b: ${none}`]);
  });

  it('where a target reads jobs of another type alone', () => {
    const rules = [{ match: { types: ['Workflow'] } }, {}];
    expect(warnings(rules, [{ name: 'media', jobs: { type: 'Job' } }])).toEqual([
      'a: matches no job: it fits no target, or no known type or state',
    ]);
  });
});

describe('a rule is reached', () => {
  it.each<[string, readonly Given[]]>([
    ['the only one', [{}]],
    ['behind a rule that continues', [{ continue: true }, {}]],
    ['as the general rule behind a special one', [{ match: { targets: ['media'], names: ['x'] } }, {}]],
    ['as the general rule behind a state', [FAILED, {}]],
    ['of other states', [FAILED, PAUSED]],
    ['of other targets', [{ match: { targets: ['media'] } }, { match: { targets: ['archive'] } }]],
    ['of other names', [{ match: { names: ['nightly-*'] } }, { match: { names: ['weekly-*'] } }]],
    ['of other types', [{ match: { types: ['Job'] } }, { match: { types: ['Workflow'] } }]],
    [
      'of a pattern that reaches further',
      [{ match: { names: ['nightly-*'] } }, { match: { names: ['nightly*'] } }],
    ],
    ['on changes, behind one on what takes too long', [{ tooLong: { Pause: 1 } }, PAUSED]],
    ['on what takes too long, behind one on changes', [{}, { tooLong: { Pause: 1 } }]],
    ['on another state that takes too long', [{ tooLong: { Pause: 1 } }, { tooLong: { Running: 1 } }]],
    [
      'of a pattern too long to compare',
      [{ match: { names: ['*a'.repeat(9_000)] } }, { match: { names: ['a*'.repeat(9_000)] } }],
    ],
    [
      'of states that the API does not document, behind all others',
      [
        { match: { states: ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel'] } },
        { match: { states: ['*'] } },
      ],
    ],
  ])('%s', (_what, rules) => {
    expect(warnings(rules)).toEqual([]);
  });
});
