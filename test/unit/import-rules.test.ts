import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the linter of `npm run check` says about these files, a line a finding. */
function lint(files: Readonly<Record<string, string>>): string[] {
  using directory = new TemporaryDirectory();
  for (const [file, text] of Object.entries(files)) {
    const path = directory.file(`src/${file}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const options = ['-c', `${ROOT}/config/tooling/oxlint.json`, '-f', 'unix', directory.path];
  const { stdout } = spawnSync(`${ROOT}/node_modules/.bin/oxlint`, options, {
    cwd: directory.path,
    encoding: 'utf8',
  });
  return stdout.split('\n');
}

/** Which planted imports are refused, as `file -> import`. */
function refused(planted: readonly (readonly [file: string, specifier: string])[]): string[] {
  const files = planted.map(
    ([file, specifier], index) =>
      [`${file}/planted-${index}.ts`, `import { x } from '${specifier}';\nexport const y = x;\n`] as const,
  );
  const said = lint(Object.fromEntries(files)).filter((line) => line.includes('no-restricted-imports'));
  return planted
    .filter((_, index) => said.some((line) => line.includes(`planted-${index}.ts`)))
    .map(([file, specifier]) => `${file} -> ${specifier}`);
}

describe('the import rule', () => {
  it('refuses what a room may not know', () => {
    const planted = [
      ['jobs', 'node:fs'],
      ['jobs', 'zod'],
      ['jobs', '../store/store.ts'],
      ['alerts', '../watch/poll.ts'],
      ['alerts', 'pino'],
      ['alerts', 'hono/cors'],
      ['alerts/error-codes', '../../watch/poll.ts'],
      ['store', '../watch/poll.ts'],
      ['store', '../delivery/channel.ts'],
      ['store', '../daemon/daemon.ts'],
      ['store/migrations', '../../watch/poll.ts'],
      ['watch', '../tencent/sign.ts'],
      ['watch', '../delivery/deliver.ts'],
      ['delivery', '../watch/poll.ts'],
      ['watchdog', '../delivery/deliver.ts'],
      ['outgoing', '../tencent/faults.ts'],
      ['alerts/condition-words', '../../store/store.ts'],
      ['delivery', '../channels/email/verdict.ts'],
      ['tencent', '../watch/poll.ts'],
      ['tencent', '../store/store.ts'],
      ['tencent/credentials', '../../store/store.ts'],
      ['channels/email', '../../delivery/deliver.ts'],
      ['channels/email', '../webhook/send.ts'],
      ['metrics', '../daemon/daemon.ts'],
      ['web', '../watch/watcher.ts'],
      ['web/words', '../../watch/watcher.ts'],
      ['config', '../store/store.ts'],
      ['calendar', '../watch/schedule.ts'],
      ['alerts', '../calendar/occurrences.ts'],
      ['replay', '../watch/poll.ts'],
      ['incidents', '../replay/replay.ts'],
    ] as const;
    expect(refused(planted)).toEqual(planted.map(([file, specifier]) => `${file} -> ${specifier}`));
  });

  it('allows what it may', () => {
    expect(
      refused([
        ['jobs', './job.ts'],
        ['jobs', '../time.ts'],
        ['alerts', '../jobs/job.ts'],
        ['alerts', './error-codes/advice.ts'],
        ['store', '../alerts/decide.ts'],
        ['store', 'kysely'],
        ['store', './schema.ts'],
        ['store/migrations', '../migrate.ts'],
        ['watch', '../store/store.ts'],
        ['delivery', '../store/outbox.ts'],
        ['watchdog', '../store/self-facts.ts'],
        ['alerts/condition-words', '../message.ts'],
        ['tencent', '../watch/job-source.ts'],
        ['tencent/credentials', '../request.ts'],
        ['channels/email', '../../delivery/channel.ts'],
        ['metrics', '../store/counts.ts'],
        ['web', '../metrics/metrics.ts'],
        ['web/words', '../words.ts'],
        ['cli', '../daemon/daemon.ts'],
        ['calendar', 'node-cron'],
        ['alerts', '../local-time.ts'],
        ['watch', '../calendar/occurrences.ts'],
        ['replay', '../incidents/incident-desk.ts'],
      ]),
    ).toEqual([]);
  });

  it('refuses a circle, also one of types alone', () => {
    const said = lint({
      'store/hen.ts': "import type { Egg } from './egg.ts';\nexport type Hen = { from: Egg } | undefined;\n",
      'store/egg.ts': "import type { Hen } from './hen.ts';\nexport type Egg = { from: Hen } | undefined;\n",
    });
    expect(said.filter((line) => line.includes('import(no-cycle)'))).toHaveLength(2);
  });
});
