import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { parsePasswordHash } from '../../../src/platform/password-hash.ts';
import { isPassword } from '../../../src/http/auth/password.ts';
import { MAIN, NODE_COMPILE_CACHE } from '../../support/process/batchwatch-process.ts';

/** The real program, with this on its standard input, which is a pipe. */
async function hashPassword(input: string) {
  const child = spawn(process.execPath, [MAIN, 'hash-password'], {
    env: { NODE_COMPILE_CACHE },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

describe.concurrent('hash-password', () => {
  it('prints one line that fits the password, and another one each time', async () => {
    const [first, second] = await Promise.all([
      hashPassword('correct horse\n'),
      hashPassword('correct horse'),
    ]);
    expect(first).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^scrypt\$32768\$8\$3\$\S+\n$/),
    });
    expect(second?.out).not.toBe(first?.out);
    for (const { out } of [first, second]) {
      const hash = parsePasswordHash(out.trimEnd());
      if (hash === undefined) throw new Error(`no hash: ${out}`);
      expect(await isPassword('correct horse', hash)).toBe(true);
      expect(await isPassword('correct horsf', hash)).toBe(false);
    }
  });

  it('refuses two lines on the pipe, and prints no hash', async () => {
    const { code, out, err } = await hashPassword('correct horse\nbattery staple\n');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('one line');
    expect(err).not.toContain('horse');
  });

  it('asks for it on a terminal, and does not show it', async () => {
    // `script` gives it a terminal of its own.
    const command = `${process.execPath} ${MAIN} hash-password`;
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE },
      stdio: 'pipe',
    });
    let shown = '';
    const prompts = ['Password: ', 'Again: '];
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (prompts[0] !== undefined && shown.endsWith(prompts[0])) {
        prompts.shift();
        // Given time to be echoed, if it were.
        setTimeout(() => child.stdin.write('correct horsf\u007Fe\r'), 100);
      }
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    const lines = shown.split(/\r?\n/);
    expect(lines.slice(0, 2)).toEqual(['Password: ', 'Again: ']);
    const hash = parsePasswordHash(lines[2] ?? '');
    expect(hash !== undefined && (await isPassword('correct horse', hash))).toBe(true);
    // The hash is random, and might hold it.
    expect(shown.replace(lines[2] ?? '', '')).not.toContain('hors');
  });
});
