import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isBuilt } from '../../bin/is-built.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Builds the program unless the build is current. Returns how the image starts it: flags of Node, then the file. */
export async function builtProgram(): Promise<readonly string[]> {
  if (!isBuilt()) await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT });
  const entrypoint = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(`${ROOT}/Dockerfile`, 'utf8'))?.[1];
  if (entrypoint === undefined) throw new Error('the Dockerfile has no ENTRYPOINT');
  const [, ...words] = JSON.parse(entrypoint) as string[];
  return words.map((word) => word.replace(/^\/app\//, `${ROOT}/`));
}
