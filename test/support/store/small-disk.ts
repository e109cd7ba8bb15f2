import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { TemporaryDirectory } from '../temporary-directory.ts';

/** A small disk of its own. */
export interface SmallDisk extends Disposable {
  path: string;
  /** Takes all the room that is left. */
  fill(): void;
  free(): void;
  /** Mounts it again, so that nobody may write it, or everybody again. */
  remount(mode: 'ro' | 'rw'): void;
}

/** Mounts one; undefined when the user may not. @throws in CI instead, where nothing is skipped */
export function mountSmallDisk(size = '1m'): SmallDisk | undefined {
  const directory = new TemporaryDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory.path], {
      stdio: 'ignore',
    });
  } catch {
    directory[Symbol.dispose]();
    if (process.env['CI'] === undefined) return undefined;
    throw new Error(
      'mounting a small disk needs root, and CI skips nothing: run the tests with `sudo --preserve-env`',
    );
  }
  const ballast = directory.file('ballast');
  return {
    path: directory.path,
    fill() {
      for (let piece = 1_000_000; piece >= 1; piece = Math.floor(piece / 2)) {
        try {
          writeFileSync(ballast, Buffer.alloc(piece), { flag: 'a' });
        } catch {
          // A smaller piece may still fit.
        }
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remount: (mode) => void execFileSync('mount', ['-o', `remount,${mode}`, directory.path]),
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', directory.path]);
      directory[Symbol.dispose]();
    },
  };
}
