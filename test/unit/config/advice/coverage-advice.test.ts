import { describe, expect, it } from 'vitest';
import { adviseCoverage } from '../../../../src/config/advice/coverage-advice.ts';
import { matchSchema } from '../../../../src/config/schema/match-schema.ts';
import { load, SMALLEST, type Tree } from '../config-text.ts';

const TARGETS = [{ name: 'media' }, { name: 'archive' }];

const advise = (rules: readonly object[], targets: readonly object[]) =>
  adviseCoverage({
    targets: targets.map((target) => ({ jobs: {}, ...target })),
    rules: rules.map((rule) => ({ ...rule, match: matchSchema.parse(Reflect.get(rule, 'match') ?? {}) })),
  } as never);

const warnings = (rules: readonly object[], targets: readonly object[] = TARGETS) =>
  advise(rules, targets).flatMap(({ message, path }) => {
    const missed = /^no rule matches (.*?):/.exec(message)?.[1];
    return missed === undefined ? [] : [[path[1], missed].join(' ')];
  });

const partly = (rules: readonly object[], targets: readonly object[]) =>
  advise(rules, targets).flatMap(({ message }) => /^only some (.*?) are matched/.exec(message)?.[1] ?? []);

const SOME = ['jobs of media in state Failed', 'jobs of media in state Pause'];

const ALL = [
  '0 jobs of media in state Failed',
  '0 jobs of media in state Pause',
  '1 jobs of archive in state Failed',
  '1 jobs of archive in state Pause',
];

describe('targets and states without a rule', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['the usual rule matches all', [{}], []],
    ['no rules match nothing', [], ALL],
    ['a rule of one state', [{ match: { states: ['Failed'] } }], [ALL[1] ?? '', ALL[3] ?? '']],
    ['a rule of states by a pattern', [{ match: { states: ['P*'] } }], [ALL[0] ?? '', ALL[2] ?? '']],
    ['a rule of other states', [{ match: { states: ['Success'] } }], ALL],
    ['a rule of one target', [{ match: { targets: ['med*'] } }], ALL.slice(2)],
    ['a rule without receivers ignores on purpose', [{ receivers: [] }], []],
    [
      'rules of states and targets that together match all',
      [
        { match: { states: ['Failed'] } },
        { match: { targets: ['media'] } },
        { match: { targets: ['archive'], states: ['Pause'] } },
      ],
      [],
    ],
    [
      'a rule of one state of one target leaves all others',
      [{ match: { states: ['Failed'], targets: ['media'] } }],
      ALL.slice(1),
    ],
    [
      'a rule on tooLong judges no change',
      [{ tooLong: { Pause: 1 } }, { match: { states: ['Failed'] } }],
      [ALL[1] ?? '', ALL[3] ?? ''],
    ],
    ['a rule of some names matches some', [{ match: { names: ['nightly-*'] } }], []],
  ])('%s', (_what, rules, expected) => {
    expect(warnings(rules)).toEqual(expected);
  });

  it.each<[string, readonly object[], object, readonly string[]]>([
    ['some names', [{ match: { names: ['nightly-*'] } }], {}, SOME],
    ['some codes', [{ match: { codes: ['Timeout'] } }], {}, SOME],
    ['some queues', [{ match: { queueIds: ['p1'] } }, { match: { queueIds: ['p2'] } }], {}, SOME],
    ['some workflows', [{ match: { workflowIds: ['w1'] } }], {}, SOME],
    [
      'some names of one state',
      [{ match: { names: ['a*'], states: ['Pause'] } }, { match: { states: ['Failed'] } }],
      {},
      SOME.slice(1),
    ],
    ['all names, in a rule after', [{ match: { names: ['nightly-*'] } }, {}], {}, []],
    [
      'all names, in a rule after that ignores the others',
      [{ match: { names: ['nightly-*'] } }, { receivers: [] }],
      {},
      [],
    ],
    ['any text, written as two stars', [{ match: { names: ['**'] } }], {}, []],
    ['the only name that is read', [{ match: { names: ['night*'] } }], { name: 'nightly' }, []],
    ['the only workflow that is read', [{ match: { workflowIds: ['w1'] } }], { workflowId: 'w1' }, []],
    ['no job at all, which is said already', [], {}, []],
  ])('rules that match %s of a target say so where others have none', (_what, rules, jobs, expected) => {
    expect(partly(rules, [{ name: 'media', jobs }])).toEqual(expected);
  });
});

describe('types and workflows without a rule', () => {
  it.each<[string, readonly object[], object, readonly string[]]>([
    [
      'a rule of one type leaves the other',
      [{ match: { types: ['Job'] } }],
      {},
      ['0 jobs of media of type Workflow in state Failed', '0 jobs of media of type Workflow in state Pause'],
    ],
    [
      'each type by its own rule, one of them of one state',
      [{ match: { types: ['Job'] } }, { match: { types: ['Work*'], states: ['Pause'] } }],
      {},
      ['0 jobs of media of type Workflow in state Failed'],
    ],
    ['a rule of the only type that is read', [{ match: { types: ['Job'] } }], { type: 'Job' }, []],
    [
      'a rule of a type that is not read',
      [{ match: { types: ['Workflow'] } }],
      { type: 'Job' },
      ALL.slice(0, 2),
    ],
    [
      'a rule of the only workflow that is read',
      [{ match: { workflowIds: ['w1*'] } }],
      { workflowId: 'w123' },
      [],
    ],
    [
      'a rule of a workflow that is not read',
      [{ match: { workflowIds: ['w2*'] } }],
      { workflowId: 'w123' },
      ALL.slice(0, 2),
    ],
    [
      'a rule of some workflows, where all are read, may match',
      [{ match: { workflowIds: ['w2*'] } }],
      {},
      [],
    ],
  ])('%s', (_what, rules, jobs, expected) => {
    expect(warnings(rules, [{ name: 'media', jobs }])).toEqual(expected);
  });
});

const deafIn = (changes: Tree) =>
  load({ ...SMALLEST, ...changes })
    .warnings.filter(({ path }) => path.endsWith('severity'))
    .map(({ path, message }) => `${path} ${message}`);

it('a receiver whose channels take no message of a rule is warned of', () => {
  const email = { to: ['oncall@example.com'], severities: ['critical'] };
  const receivers = [{ name: 'oncall', email }];
  const rule = { name: 'all', receivers: ['oncall'] };
  const DEAF = 'rules[0].severity is taken by no channel of oncall: nobody is notified there';
  expect(deafIn({ receivers, rules: [{ ...rule, severity: 'warning' }] })).toEqual([DEAF]);
  expect(deafIn({ receivers, rules: [{ ...rule, severity: 'critical' }] })).toEqual([]);
});
