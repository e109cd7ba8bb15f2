import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setup } from '../support/e2e/require-programs.ts';
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

/** The environment of a machine that has nothing but Node and these programs. */
function machineWith(directory: TemporaryDirectory, programs: readonly string[]) {
  const script = `#!${process.execPath}\n`;
  for (const program of programs) writeFileSync(directory.file(program), script, { mode: 0o755 });
  return {
    PATH: `${directory.path}:${dirname(process.execPath)}`,
    CHROMIUM: process.execPath,
    CONTAINER_TOOL: undefined,
  };
}

/** The names in a message, and what installs them. Mail servers have fixed places, so those may be missing, too. */
function toldBy(text: string): { names: string[]; packages: string[] } {
  const names = /end-to-end tests need (.+)\. Install with: /.exec(text)?.[1]?.split(', ');
  const packages = /apt-get install --no-install-recommends ([a-z -]+?)( &&|$)/m.exec(text)?.[1]?.split(' ');
  return { names: names ?? [], packages: packages ?? [] };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the end-to-end tests', () => {
  it.for([
    { lacks: 'promtool', named: 'promtool', install: 'prometheus' },
    { lacks: 'amtool', named: 'amtool', install: 'prometheus-alertmanager' },
    { lacks: 'spamassassin', named: 'spamassassin', install: 'spamassassin' },
    { lacks: 'systemd-analyze', named: 'systemd-analyze', install: 'systemd' },
    { lacks: 'podman', named: 'podman or docker', install: 'podman' },
  ])('name $named and what installs it, and nothing that is there', ({ lacks, named, install }) => {
    using directory = new TemporaryDirectory();
    const machine = machineWith(
      directory,
      ALL.filter((program) => program !== lacks),
    );
    for (const [name, value] of Object.entries(machine)) vi.stubEnv(name, value);
    const { names, packages } = toldBy(messageOf(setup));
    expect(names.filter((name) => !MAIL_SERVERS.has(name))).toEqual([named]);
    expect(packages).toEqual([install]);
  });

  it('run none of them on a machine that lacks all, and fail', () => {
    using directory = new TemporaryDirectory();
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'config/tooling/vitest.config.ts'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...vitest, '--project', 'e2e', 'test/e2e/cli/hash-password.test.ts'],
      { cwd: ROOT, encoding: 'utf8', env: { ...machineWith(directory, []), NO_COLOR: '1' } },
    );
    const { names, packages } = toldBy(stdout + stderr);
    expect(names).toEqual(expect.arrayContaining(['promtool', 'amtool', 'spamassassin', 'podman or docker']));
    expect(packages).toEqual(expect.arrayContaining(['prometheus', 'spamassassin', 'podman']));
    expect(stdout).not.toContain('✓');
    expect(status).toBe(1);
  });
});

const MAIL_SERVERS = new Set(['postfix', 'exim4', 'dkimpy']);

function messageOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}
