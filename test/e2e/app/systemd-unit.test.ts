import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = new URL('../../../', import.meta.url);
const UNIT = fileURLToPath(new URL('config/systemd/batchwatch.service', ROOT));
const unit = readFileSync(UNIT, 'utf8');

/** The value of a setting that the unit has once. */
function setting(name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
}

function flagsOf(command = ''): string[] | null {
  return command.match(/--[a-z][\w-]*(?:=\d+)?/g);
}

describe('batchwatch.service', () => {
  it('has only settings that systemd knows', () => {
    using directory = new TemporaryDirectory();
    const file = directory.file('batchwatch.service');
    // The machine of a test may have its Node elsewhere.
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
  });

  it('is exposed by 2.0 of 10 at most', () => {
    const report = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', UNIT], {
      encoding: 'utf8',
    });
    const exposure = /Overall exposure level for batchwatch\.service: ([\d.]+)/.exec(report)?.[1];
    expect(Number(exposure), report).toBeLessThanOrEqual(2);
  });

  it('starts the program with the flags of the image', () => {
    const entrypoint = /^ENTRYPOINT (.*)$/m.exec(readFileSync(new URL('Dockerfile', ROOT), 'utf8'))?.[1];
    const [command] = setting('ExecStart')?.split(' run ') ?? [];
    expect(flagsOf(command)).toEqual(flagsOf(entrypoint));
  });

  it('reloads by SIGHUP, and stays down only after the exit codes that a restart does not mend', () => {
    expect(setting('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
    const page = readFileSync(new URL('docs/operations.md', ROOT), 'utf8');
    const noUse = [...page.matchAll(/^\| (\d+) \|.*\| no use \|$/gm)].map(([, code]) => code);
    expect(noUse).toEqual(['64', '78']);
    expect(setting('Restart')).toBe('on-failure');
    expect(setting('RestartPreventExitStatus')?.split(' ')).toEqual(noUse);
  });

  it('keeps the store and the secrets where the page says', () => {
    const page = readFileSync(new URL('docs/operations.md', ROOT), 'utf8');
    expect(page).toContain(`sqlite:/var/lib/${setting('StateDirectory')}/`);
    const [id, place] = setting('LoadCredential')?.split(':') ?? [];
    expect(page).toContain(`install -d -m 700 ${place} `);
    expect(page).toContain(`\${CREDENTIALS_DIRECTORY}/${id}_`);
  });
});
