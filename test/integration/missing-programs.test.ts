import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ALL = [
  'prometheus',
  'promtool',
  'prometheus-alertmanager',
  'amtool',
  'spamassassin',
  'kubectl',
  'systemd-analyze',
  'podman',
];

/** Starts a short end-to-end test on a machine that has nothing but Node and these programs. */
function runWith(programs: readonly string[]): { code: number | null; output: string } {
  using directory = new TemporaryDirectory();
  const script = `#!${process.execPath}\n`;
  for (const program of programs) writeFileSync(directory.file(program), script, { mode: 0o755 });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'config/tooling/vitest.config.ts'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...vitest, '--project', 'e2e', 'test/e2e/cli/hash-password.test.ts'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: `${directory.path}:${dirname(process.execPath)}`,
        CHROMIUM: process.execPath,
        NO_COLOR: '1',
      },
    },
  );
  return { code: status, output: stdout + stderr };
}

describe('the end-to-end tests', () => {
  it.for([
    { lacks: 'promtool', named: 'promtool', install: 'prometheus' },
    { lacks: 'amtool', named: 'amtool', install: 'prometheus-alertmanager' },
    { lacks: 'spamassassin', named: 'spamassassin', install: 'spamassassin' },
    { lacks: 'systemd-analyze', named: 'systemd-analyze', install: 'systemd' },
    { lacks: 'podman', named: 'podman or docker', install: 'podman' },
  ])('name $named and what installs it before any test runs', ({ lacks, named, install }) => {
    const { code, output } = runWith(ALL.filter((program) => program !== lacks));
    // Mail servers have fixed places, so those may be missing, too.
    const names = /end-to-end tests need (.+)\. Install with: /.exec(output)?.[1]?.split(', ');
    expect(names).toContain(named);
    expect(output).toMatch(new RegExp(`apt-get install --no-install-recommends ${install}( |$)`, 'm'));
    expect(output).not.toContain('✓');
    expect(code).toBe(1);
  });
});
