import { describe, expect, it } from 'vitest';
import { findViolations } from '../../../config/tooling/house/find-violations.ts';
import { parseSource, type Source } from '../../../config/tooling/house/read-sources.ts';
import { RULES, type Rules } from '../../../config/tooling/house/rules.ts';

/** A small tree: path → text. */
function tree(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => parseSource(path, text));
}

function problems(files: Record<string, string>, rules: Partial<Rules> = {}): string[] {
  return findViolations(tree(files), { ...RULES, exceptions: {}, ...rules }).map(
    ({ where, problem }) => `${where}: ${problem}`,
  );
}

/** The problems of a file in `folder` whose only import is `specifier`. */
function imported(folder: string, specifier: string): string[] {
  return problems({
    [`src/${folder}/planted.ts`]: `import type { X } from '${specifier}';\nexport type Y = X;\n`,
  });
}

function using(specifier: string): string {
  return `import { a } from '${specifier}';\nexport const b = a;`;
}

describe('the check of the rooms', () => {
  it.each([
    ['core/job', 'node:fs'],
    ['core/job', 'zod'],
    ['core/job', '../../platform/log.ts'],
    ['core/job', '../../store/jobs/jobs.ts'],
    ['core/job', '../rule/decide.ts'],
    ['core/rule', 'pino'],
    ['core/rule', '../../tencent/sign.ts'],
    ['core/mute', '../../render/locale/en.ts'],
    ['platform', '../core/job/job.ts'],
    ['platform/cron', '../../poll/poll.ts'],
    ['render/content', '../../store/jobs/jobs.ts'],
    ['store/jobs', '../views/job-list.ts'],
    ['store/jobs', '../../poll/poll.ts'],
    ['store/outbox', '../../outbox/deliver.ts'],
    ['store/sqlite/migrations', '../../jobs/jobs.ts'],
    ['store/views', 'node:fs'],
    ['store/views', '../outbox/outbox.ts'],
    ['engine', '../poll/poll.ts'],
    ['engine', '../outbox/deliver.ts'],
    ['engine', '../replay/replay.ts'],
    ['poll', '../tencent/api.ts'],
    ['poll', '../engine/evaluate-due.ts'],
    ['outbox', '../channel/email/verdict.ts'],
    ['outbox', '../poll/poll.ts'],
    ['channel/email', '../../outbox/deliver.ts'],
    ['channel/email', '../webhook/send.ts'],
    ['tencent', '../poll/poll.ts'],
    ['tencent', '../store/store.ts'],
    ['tencent/credentials', '../../store/store.ts'],
    ['metrics', '../app/daemon.ts'],
    ['metrics', '../store/views/job-list.ts'],
    ['http/auth', '../pages/now/now-page.ts'],
    ['http/api', '../pages/now/banner.ts'],
    ['http/pages', '../../engine/incident-engine.ts'],
    ['http/locale', '../../poll/poll.ts'],
    ['config', '../store/store.ts'],
    ['config/schema', '../checks/mail-checks.ts'],
    ['replay', '../poll/poll.ts'],
    ['app', '../cli/command-line.ts'],
    ['demo', '../cli/command-line.ts'],
    ['a-new-room', '../core/job/job.ts'],
  ])('refuses that %s imports %s', (folder, specifier) => {
    expect(imported(folder, specifier)).toHaveLength(1);
  });

  it.each([
    ['core/job', './job.ts'],
    ['core/job', '../../platform/time.ts'],
    ['core/rule', '../job/job.ts'],
    ['store/views', '../jobs/jobs.ts'],
    ['store/sqlite/migrations', '../migrate.ts'],
    ['store/jobs', 'kysely'],
    ['poll', '../engine/incident-engine.ts'],
    ['channel/email/smtp', '../../../outbox/channel.ts'],
    ['channel/email/mime', 'nodemailer/lib/mime-node'],
    ['http/pages/now', '../../auth/session.ts'],
    ['platform/cron', 'node-cron'],
    ['cli/commands', '../../app/daemon.ts'],
  ])('allows that %s imports %s', (folder, specifier) => {
    expect(imported(folder, specifier)).toEqual([]);
  });

  it.each([
    ["import { a } from '../poll/poll.ts';\nexport const b = a;"],
    ["import '../poll/poll.ts';\nexport const b = 1;"],
    ["export { a } from '../poll/poll.ts';\nexport const b = 1;"],
    ["export * from '../poll/poll.ts';\nexport const b = 1;"],
    ["export const b = () => import('../poll/poll.ts');"],
    ["export type B = import('../poll/poll.ts').A;"],
  ])('sees the import in %j', (text) => {
    expect(problems({ 'src/outbox/planted.ts': text })).toEqual([
      'src/outbox/planted.ts → src/poll/poll.ts: is an import that outbox may not make',
    ]);
  });

  it('takes no import from a comment or a string', () => {
    const text = "// import { a } from '../poll/poll.ts';\nexport const b = \"import '../poll/poll.ts'\";";
    expect(problems({ 'src/outbox/planted.ts': text })).toEqual([]);
  });
});

describe('the check of the rooms: folders', () => {
  it('refuses two folders that import each other', () => {
    const files = {
      'src/http/pages/job/a.ts': using('../jobs/b.ts'),
      'src/http/pages/jobs/c.ts': using('../job/d.ts'),
      'src/http/pages/jobs/b.ts': 'export const a = 1;',
      'src/http/pages/job/d.ts': 'export const a = 1;',
    };
    expect(problems(files)).toEqual(['src/http/pages/job ↔ src/http/pages/jobs: import each other']);
  });

  it('refuses a folder and one below it that import each other', () => {
    const files = {
      'src/metrics/a.ts': using('./jobs/b.ts'),
      'src/metrics/jobs/b.ts': 'export const a = 1;',
      'src/metrics/jobs/c.ts': using('../d.ts'),
      'src/metrics/d.ts': 'export const a = 1;',
    };
    expect(problems(files)).toEqual(['src/metrics ↔ src/metrics/jobs: import each other']);
  });

  it('allows one more file up to the limit, and refuses the next', () => {
    const full = Object.fromEntries(
      Array.from({ length: RULES.mostFiles }, (_, n) => [`src/metrics/count-${n}.ts`, 'export const a = 1;']),
    );
    expect(problems(full)).toEqual([]);
    expect(problems({ ...full, 'src/metrics/more.ts': 'export const a = 1;' })).toEqual([
      `src/metrics: holds ${RULES.mostFiles + 1} files beside each other`,
    ]);
  });

  it.each(['unit', 'integration', 'e2e'])(
    'refuses a folder of %s tests that mirrors no folder of src',
    (kind) => {
      const files = {
        'src/metrics/a.ts': 'export const a = 1;',
        [`test/${kind}/metrics/a.test.ts`]: '',
        [`test/${kind}/metrik/a.test.ts`]: '',
      };
      expect(problems(files)).toEqual([`test/${kind}/metrik: mirrors no folder of src`]);
    },
  );
});

describe('the check of the rooms: files', () => {
  it.each([
    ["export * from './b.ts';"],
    ["export { a } from './b.ts';\nexport type { C } from './c.ts';"],
    ["import { a } from './b.ts';\nexport { a };"],
  ])('refuses a file that only passes on: %j', (text) => {
    expect(problems({ 'src/metrics/all.ts': text })).toEqual([
      'src/metrics/all.ts: only exports what other files hold',
    ]);
  });

  it.each([
    'src/metrics/utils.ts',
    'src/metrics/text-helpers.ts',
    'src/metrics/common/a.ts',
    'test/support/utils.ts',
  ])('refuses the name %s', (path) => {
    expect(problems({ [path]: 'export const a = 1;' })).toHaveLength(1);
  });

  it.each([
    ['metrics', 'export const a = () => process.env;'],
    ['metrics', 'const { env } = process;\nexport const a = env;'],
    ['metrics', 'export const a = () => Date.now();'],
    ['metrics', 'export const a = () => new Date();'],
    ['metrics', 'export const a = () => performance.now();'],
    ['metrics', 'export const a = () => Math.random();'],
    ['core/job', 'export async function a() {}'],
    ['core/job', 'export const a = async () => 1;'],
    ['core/job', 'export const a = () => setTimeout(() => 1);'],
    ['core/job', "export const a = () => fetch('x');"],
  ])('refuses in %s: %s', (folder, text) => {
    expect(problems({ [`src/${folder}/a.ts`]: text })).toHaveLength(1);
  });

  it.each([
    ['run-process.ts', 'export const a = () => process.env;'],
    ['platform/time.ts', 'export const a = () => Date.now();'],
    ['metrics/a.ts', 'export const a = (options: { process: 1 }) => options.process;'],
    ['metrics/a.ts', 'export const a = async () => new Date(0);'],
    ['core/job/a.ts', 'export const a = (at: number) => new Date(at);'],
  ])('allows in %s: %s', (path, text) => {
    expect(problems({ [`src/${path}`]: text })).toEqual([]);
  });
});

describe('an exception of the rooms', () => {
  const arrow = 'src/outbox/a.ts → src/poll/poll.ts';
  const exceptions = { [arrow]: 'a reason' };

  it('allows the import that it names, and no other', () => {
    const both = "import '../poll/poll.ts';\nimport '../tencent/api.ts';\nexport const a = 1;";
    expect(problems({ 'src/outbox/a.ts': both }, { exceptions })).toEqual([
      'src/outbox/a.ts → src/tencent/api.ts: is an import that outbox may not make',
    ]);
  });

  it('is refused when nothing needs it', () => {
    expect(problems({ 'src/outbox/a.ts': 'export const a = 1;' }, { exceptions })).toEqual([
      `${arrow}: needs no exception any more`,
    ]);
  });
});
