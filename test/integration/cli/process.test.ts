import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const MAIN = new URL('../../../src/main.ts', import.meta.url).pathname;

it('what the process writes is its user’s alone, whatever mask it is started with', async () => {
  // It has asked for a password, and waits.
  const child = spawn('sh', ['-c', `umask 0; exec "${process.execPath}" "${MAIN}" hash-password`]);
  try {
    let ready = false;
    while (!ready) {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const [, mask = ''] = /^Umask:\s*(\d+)$/m.exec(status) ?? [];
      ready = mask === '0077';
      if (!ready) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(ready).toBe(true);
  } finally {
    child.stdin.end('a long password');
    await once(child, 'exit');
  }
});
