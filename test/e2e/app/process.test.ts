import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BatchwatchProcess, MAIN } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAMS = [MAIN, join(ROOT, 'bin/batchwatch.js'), join(ROOT, 'src/main.ts')];

/** Versions of Node on this machine that are too old, by their path. */
const OLD = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'node'))
  .filter((path) => existsSync(path) && versionOf(path) < 24);
/** This one, which says that it is an older one. */
const PRETENDS = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})`;

function versionOf(path: string): number {
  return Number.parseInt(execFileSync(path, ['-p', 'process.versions.node']).toString(), 10);
}

function start(node: string, args: readonly string[]): Promise<{ code: unknown; err: string }> {
  return new Promise((resolve) => {
    execFile(node, args, (error, _out, err) => resolve({ code: error?.code, err }));
  });
}

describe.each(PROGRAMS)('%s', (program) => {
  it('opens no debugger at SIGUSR1, and goes on', async () => {
    await using fixture = await startFixture();
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program: [program] });
    await daemon.line('listening');
    daemon.signal('SIGUSR1');
    daemon.signal('SIGHUP');
    await daemon.line('configuration reloaded');
    expect(daemon.stderr).toBe('');
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('says to an older Node, and to nobody else, that Node 24 is needed', async () => {
    const needed = /^batchwatch: Node 24 or newer is needed, this is v\d+\.\d+\.\d+\n$/;
    const notified = await start(process.execPath, ['--import', PRETENDS, program, 'check']);
    expect(notified).toEqual({ code: 69, err: expect.stringMatching(needed) });
    // Node 20 does not read a file in TypeScript.
    for (const node of program.endsWith('.ts') ? [] : OLD)
      expect(await start(node, [program])).toEqual({ code: 69, err: expect.stringMatching(needed) });
    expect((await start(process.execPath, [program, '--version'])).code).toBeUndefined();
  });
});
