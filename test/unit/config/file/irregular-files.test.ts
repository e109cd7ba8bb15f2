import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigFault } from '../../../../src/config/config-fault.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { LARGEST_FILE } from '../../../../src/platform/small-file.ts';
import { TemporaryDirectory } from '../../../support/temporary-directory.ts';
import { SMALLEST, withValue, type Tree } from '../config-text.ts';

/** Loads a configuration from the disk. */
function problemsOnDisk(directory: TemporaryDirectory, tree: Tree) {
  const path = directory.file('batchwatch.yaml');
  writeFileSync(path, stringify(tree));
  return problemsAt(path);
}

function problemsAt(path: string) {
  try {
    loadConfig({ path, env: {} });
  } catch (error) {
    if (error instanceof ConfigFault) return error.problems.map(({ path: at, message }) => [at, message]);
    throw error;
  }
  return [];
}

const withLogin = withValue(withValue(SMALLEST, 'smtp.username', 'alerts'), 'smtp.security', 'tls');
const withTls = { ...SMALLEST, server: { tls: { certFile: '/none', keyFile: '/none' } } };

/** Every kind of key that names a file. */
const KEYS: readonly (readonly [key: string, tree: Tree])[] = [
  ['smtp.passwordFile', withLogin],
  ['smtp.caFile', SMALLEST],
  ['server.tls.certFile', withTls],
  ['server.tls.keyFile', withTls],
  ['credentials.default.tokenFile', SMALLEST],
  ['watchdog.pingFile', SMALLEST],
  ['smtp.dkim.keyFile', withValue(SMALLEST, 'smtp.dkim', { domain: 'example.com', selector: 's' })],
];

describe('a path in the configuration', () => {
  it.each(KEYS)('%s may name no pipe, device or large file, and nobody waits for one', (key, tree) => {
    using directory = new TemporaryDirectory();
    const [pipe, large] = [directory.file('pipe'), directory.file('large')];
    execFileSync('mkfifo', [pipe]);
    writeFileSync(large, Buffer.alloc(LARGEST_FILE + 1));
    const notified = (file: string) => problemsOnDisk(directory, withValue(tree, key, file));
    expect(notified(pipe)).toContainEqual([key, 'names a pipe, a device or a socket']);
    expect(notified('/dev/zero')).toContainEqual([key, 'names a pipe, a device or a socket']);
    expect(notified(large)).toContainEqual([key, 'names a file larger than 1 MiB']);
    expect(notified(directory.path)).toContainEqual([key, 'names a file that cannot be read (EISDIR)']);
  });

  it('of the configuration itself leads to no pipe, device, directory or large file', () => {
    using directory = new TemporaryDirectory();
    const [pipe, large] = [directory.file('pipe'), directory.file('large')];
    execFileSync('mkfifo', [pipe]);
    writeFileSync(large, Buffer.alloc(LARGEST_FILE + 1, '#'));
    expect(problemsAt(pipe)).toEqual([['', 'is a pipe, a device or a socket']]);
    expect(problemsAt('/dev/zero')).toEqual([['', 'is a pipe, a device or a socket']]);
    expect(problemsAt(directory.path)).toEqual([['', 'is a directory']]);
    expect(problemsAt(large)).toEqual([['', 'is larger than 1 MiB']]);
  });
});
