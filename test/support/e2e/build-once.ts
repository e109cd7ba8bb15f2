import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { isBuilt } from '../../../bin/is-built.js';

/** Builds the program that the end-to-end tests start: it starts in a third of the time that the source takes. */
export async function setup({ vitest }: TestProject): Promise<void> {
  if (!isBuilt()) await promisify(execFile)('npm', ['run', 'build'], { cwd: vitest.config.root });
}
