import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigFault } from '../../../../src/config/config-fault.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { faultOf, load, SMALLEST } from '../config-text.ts';
import { stringify } from 'yaml';

const read = (path: string) => () => loadConfig({ path, env: {} });

const at = (text: string) => {
  const { problems, reason } = faultOf(text);
  return [reason, problems[0]?.line, problems[0]?.column, problems[0]?.message];
};

describe('the configuration file', () => {
  it('is read from disk', () => {
    using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const path = join(directory.path, 'my.yaml');
    writeFileSync(path, `\uFEFF${stringify(SMALLEST)}`);
    expect(loadConfig({ path, env: {} }).targets[0]?.name).toBe('media');
  });

  it('is reported as missing or a directory', () => {
    using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    expect(read(join(directory.path, 'none.yaml'))).toThrow(ConfigFault);
    expect(read(join(directory.path, 'none.yaml'))).toThrow(
      /none\.yaml: there is no such file \(name one with --config/,
    );
    expect(read(directory.path)).toThrow(/: is a directory/);
  });

  it('is reported as empty, or no mapping', () => {
    for (const text of ['', '\n# nothing\n', '---\n', 'null\n', '~']) {
      expect(faultOf(text).problems).toMatchObject([
        { path: '', message: 'is empty', hint: 'start from config/batchwatch.example.yaml' },
      ]);
    }
    for (const text of ['- a\n', 'hello', '42', '!!binary aGk=']) {
      expect(faultOf(text).problems).toMatchObject([
        { path: '', message: 'must be a mapping of keys to values' },
      ]);
    }
  });

  it('is reported as no YAML, with line and column', () => {
    expect(at('log:\n\tlevel: info\n')).toEqual(['syntax', 2, 1, 'a tab is used as indent']);
    expect(at('log: { level: info\ntimezone: UTC\n')).toEqual(['syntax', 2, 1, 'the indent is wrong here']);
    expect(at('log: {}\n---\nlog: {}\n')).toEqual(['syntax', 2, 1, 'a second YAML document starts here']);
    expect(at('log: *nowhere\n')).toEqual(['syntax', 1, 6, 'an alias (*name) leads nowhere']);
    expect(at('log: { level: ${LEVEL} }\n')[0]).toBe('syntax');
    expect(faultOf('log: { level: ${LEVEL} }\n').message).toContain(
      'in [ ] and { } write "${VAR}" in quotes',
    );
  });

  it('is reported with a key that stands there twice, together with all other problems', () => {
    const { problems } = faultOf(`${stringify(SMALLEST)}timezone: UTC\ntimezone: Mars\n`);
    expect(problems.map(({ message, line }) => [message, line])).toEqual([
      ['the same key stands here twice', 18],
      ['is not an IANA time zone', 18],
    ]);
  });

  it('does not grow without bound by aliases', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    expect(faultOf(`l0: &l0 [x]\n${levels.join('\n')}\n`).reason).toBe('syntax');
  });

  it('may use anchors, and a problem behind an alias has the place of its anchor', () => {
    const text = [
      'credentials: { default: { source: environment } }',
      'targets:',
      '  - { name: a, bucket: a-1, region: ap-beijing, jobs: &only { type: Job } }',
      '  - { name: b, bucket: b-1, region: ap-beijing, jobs: *only }',
    ].join('\n');
    expect(load(text).config.targets.map(({ jobs }) => jobs)).toEqual([{ type: 'Job' }, { type: 'Job' }]);
    const { problems } = faultOf(text.replace('type: Job', 'type: Jop'));
    expect(problems).toMatchObject([
      { path: 'targets[0].jobs.type', line: 3 },
      { path: 'targets[1].jobs.type', line: 3 },
    ]);
  });
});
