import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempDisposableSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LARGEST_FILE, readSmallFile } from '../../../src/platform/small-file.ts';

describe('a small file', () => {
  it('is read whole, also behind a link and where its size says 0', () => {
    using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const path = join(directory.path, 'key');
    writeFileSync(path, 'hunter2\n');
    symlinkSync(path, join(directory.path, 'link'));
    expect(readSmallFile(path).toString()).toBe('hunter2\n');
    expect(readSmallFile(join(directory.path, 'link')).toString()).toBe('hunter2\n');
    expect(readSmallFile('/proc/self/status').toString()).toContain('Pid:');
    writeFileSync(path, '');
    expect(readSmallFile(path)).toHaveLength(0);
  });

  it('is read up to 1 MiB, and refused beyond', () => {
    using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const path = join(directory.path, 'large');
    writeFileSync(path, Buffer.alloc(LARGEST_FILE));
    expect(readSmallFile(path)).toHaveLength(LARGEST_FILE);
    writeFileSync(path, Buffer.alloc(LARGEST_FILE + 1));
    expect(() => readSmallFile(path)).toThrow(expect.objectContaining({ code: 'E2LARGE' }));
  });

  it('is no pipe, device, socket or directory, also behind a link, and none of them is waited for', async () => {
    using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const at = (name: string) => join(directory.path, name);
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('pipe'), at('link'));
    mkdirSync(at('directory'));
    await using server = createServer();
    await new Promise<void>((resolve) => server.listen(at('socket'), resolve));
    for (const path of [at('pipe'), at('link'), at('socket'), '/dev/zero', '/dev/null'])
      expect(() => readSmallFile(path), path).toThrow(expect.objectContaining({ code: 'ENOTFILE' }));
    expect(() => readSmallFile(at('directory'))).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(() => readSmallFile(at('missing'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
