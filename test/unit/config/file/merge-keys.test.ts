import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../../../src/config/schema/json-schema.ts';
import { complaints } from '../accepts.ts';
import { faultOf, load } from '../config-text.ts';

const fixture = readFileSync(new URL('../../../fixtures/config/merge-keys.yaml', import.meta.url), 'utf8');

const CREDENTIALS = 'credentials: { default: { source: environment } }\n';

/** Loads these lines, with credentials before them. */
const targets = (...lines: readonly string[]) => load(CREDENTIALS + lines.join('\n')).config.targets;

/** The first problem: place, path and message. */
const problemOf = (...lines: readonly string[]) => {
  const [problem] = faultOf(CREDENTIALS + lines.join('\n')).problems;
  return [problem?.line, problem?.column, problem?.path, problem?.message];
};

describe('a merge key', () => {
  it('takes what a key that begins with x- holds, as in the field', () => {
    const { targets: found } = load(CREDENTIALS + fixture).config;
    expect(found).toMatchObject([
      {
        name: 'media',
        region: 'ap-beijing',
        schedule: '*/30 * * * * *',
        bucket: 'examplebucket-1250000000',
      },
    ]);
  });

  it('gives way to a key of its own, before and after it', () => {
    const [one, two] = targets(
      'x-a: &a { region: ap-beijing, pageSize: 7 }',
      'targets:',
      '  - { region: ap-tokyo, <<: *a, name: one, bucket: a-1 }',
      '  - { <<: *a, name: two, bucket: a-1, region: ap-seoul }',
    );
    expect([one?.region, one?.pageSize, two?.region, two?.pageSize]).toEqual(['ap-tokyo', 7, 'ap-seoul', 7]);
  });

  it('takes a list, in which the first mapping wins', () => {
    const [one] = targets(
      'x-a: &a { region: ap-beijing }',
      'x-b: &b { region: ap-tokyo, pageSize: 7 }',
      'targets:',
      '  - { <<: [*a, *b, { pageSize: 9, timeout: 3s }], name: one, bucket: a-1 }',
    );
    expect([one?.region, one?.pageSize, one?.timeout]).toEqual(['ap-beijing', 7, 3_000]);
  });

  it('takes an alias of a list, a mapping in place, and a mapping that merges another', () => {
    const found = targets(
      'x-a: &a { region: ap-beijing }',
      'x-b: &b { <<: *a, pageSize: 7 }',
      'x-all: &all [*b, { timeout: 3s }]',
      'targets:',
      '  - { <<: *all, name: one, bucket: a-1 }',
      '  - { <<: { region: ap-tokyo }, name: two, bucket: a-1 }',
    );
    expect(found.map(({ region, pageSize, timeout }) => [region, pageSize, timeout])).toEqual([
      ['ap-beijing', 7, 3_000],
      ['ap-tokyo', 100, 10_000],
    ]);
  });

  it('replaces a nested mapping as a whole', () => {
    const [one] = targets(
      'x-a: &a { region: ap-beijing, jobs: { type: Job, name: nightly } }',
      'targets:',
      '  - { <<: *a, name: one, bucket: a-1, jobs: { name: weekly } }',
    );
    expect(one?.jobs).toEqual({ name: 'weekly' });
  });

  it('lets several hundred targets share their defaults', () => {
    const lines = Array.from(
      { length: 400 },
      (_, index) => `  - { <<: *a, name: t${index}, bucket: a-${index} }`,
    );
    expect(targets('x-a: &a { region: ap-beijing }', 'targets:', ...lines)).toHaveLength(400);
  });

  it('is a key like any other in quotes', () => {
    const [line, column] = problemOf(
      'targets:',
      '  - { "<<": {}, name: a, bucket: a-1, region: ap-beijing }',
    );
    expect([line, column]).toEqual([3, 7]);
  });

  it('lets a problem in what it merges have the place of that', () => {
    const lines = ['x-b: &b { pageSize: 0 }', 'x-a: &a', '  <<: *b', '  region: Beijing', 'targets:'];
    const { problems } = faultOf(
      `${CREDENTIALS}${lines.join('\n')}\n  - <<: [*a]\n    name: one\n    bucket: a-1\n    naem: x\n`,
    );
    expect(problems.map(({ path, line, column }) => [path, line, column])).toEqual([
      ['targets[0].pageSize', 2, 21],
      ['targets[0].region', 5, 11],
      ['targets[0].naem', 10, 5],
    ]);
  });

  it('names an unknown key that came with it', () => {
    expect(
      problemOf('x-a: &a { x-b: 1 }', 'targets:', '  - { <<: *a, name: a, bucket: a-1, region: ap-beijing }'),
    ).toEqual([2, 11, 'targets[0].x-b', 'is not a known key']);
  });

  it.each<[string, readonly string[], readonly [number, number, string]]>([
    ['a text', ['log: { <<: hello }'], [2, 12, 'a merge key (<<) names something that is no mapping']],
    ['nothing', ['log: { <<: }'], [2, 12, 'a merge key (<<) names something that is no mapping']],
    [
      'a text in a list',
      ['x-a: &a {}', 'log: { <<: [*a, 7] }'],
      [3, 17, 'a merge key (<<) names something that is no mapping'],
    ],
    [
      'an alias of a text',
      ['x-a: &a hello', 'log: { <<: *a }'],
      [3, 12, 'a merge key (<<) names something that is no mapping'],
    ],
    ['an alias of nothing', ['log: { <<: *a }'], [2, 12, 'an alias (*name) leads nowhere']],
    ['an alias of nothing in a list', ['log: { <<: [*a] }'], [2, 13, 'an alias (*name) leads nowhere']],
    ['itself', ['log: &a { <<: *a }'], [2, 15, 'an alias (*name) stands inside of what it repeats']],
    [
      'itself in a list',
      ['log: &a { <<: [*a] }'],
      [2, 16, 'an alias (*name) stands inside of what it repeats'],
    ],
    [
      'two mappings by two keys',
      ['x-a: &a {}', 'log: { <<: *a, <<: *a }'],
      [3, 16, 'a second merge key (<<) stands here'],
    ],
  ])('is refused with %s', (_what, lines, [line, column, message]) => {
    expect(problemOf(...lines, 'targets: []')).toEqual([line, column, '', message]);
  });

  it('merges as the order of its list says, whatever stands there', () => {
    const key = fc.constantFrom('name', 'type', 'workflowId');
    const maps = fc.array(fc.dictionary(key, fc.constantFrom('Job', 'Workflow')), { maxLength: 4 });
    fc.assert(
      fc.property(maps, fc.dictionary(key, fc.constantFrom('Job', 'Workflow')), (sources, own) => {
        const anchors = sources.map((source, index) => `x-${index}: &m${index} ${JSON.stringify(source)}`);
        const merged = `<<: [${sources.map((_, index) => `*m${index}`).join(', ')}]`;
        const written = [merged, ...Object.entries(own).map(([name, value]) => `${name}: ${value}`)];
        const [target] = targets(
          ...anchors,
          `targets: [{ name: a, bucket: a-1, region: ap-beijing, jobs: { ${written.join(', ')} } }]`,
        );
        expect(target?.jobs).toEqual(Object.assign({}, ...[own, ...sources].toReversed()));
      }),
    );
  });
});

describe('an alias inside of what it repeats', () => {
  it('is refused with its place', () => {
    const message = 'an alias (*name) stands inside of what it repeats';
    expect(problemOf('log: &a { level: *a }', 'targets: []')).toEqual([2, 18, '', message]);
    expect(problemOf('log: &a', '  - [*a]', 'targets: []')).toEqual([3, 6, '', message]);
  });
});

describe('a key that begins with x-', () => {
  it('may hold anything at the top, variables that are not set too', () => {
    const text = `${CREDENTIALS}x-any: [1, { a: "\${NOT_SET}" }]\nx-: ~\n`;
    expect(load(`${text}targets: [{ name: a, bucket: a-1, region: ap-beijing }]`).warnings).toEqual(
      expect.any(Array),
    );
  });

  it('is no known key below the top, and not with a capital X', () => {
    const media = '  - { name: a, bucket: a-1, region: ap-beijing, x-note: 1 }';
    expect(problemOf('targets:', media)).toEqual([3, 49, 'targets[0].x-note', 'is not a known key']);
    expect(problemOf('X-note: 1', 'targets: []')).toEqual([2, 1, 'X-note', 'is not a known key']);
  });

  it('is no complaint of an editor, at the top alone', () => {
    const tree = { credentials: {}, targets: [{ name: 'a', bucket: 'a-1', region: 'ap-beijing' }] };
    expect(complaints(editorSchema(), { ...tree, 'x-any': [1] })).toEqual([]);
    expect(complaints(editorSchema(), { ...tree, any: [1] })).toEqual(['.any']);
    expect(complaints(editorSchema(), { ...tree, log: { 'x-any': 1 } })).toEqual(['.log.x-any']);
  });
});
