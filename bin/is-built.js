import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The file that `npm run build` makes. */
export const built = join(root, 'dist/main.js');

/** Whether what is built is as new as its sources. A file that was deleted or renamed shows in its folder's time. */
export function isBuilt() {
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const sources = globSync(['src', 'src/**', 'package-lock.json', 'config/tooling/rolldown.config.ts'], {
    cwd: root,
  });
  return sources.every((source) => statSync(join(root, source)).mtimeMs <= mtimeMs);
}
