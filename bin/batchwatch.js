#!/usr/bin/env node
import { existsSync, globSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Starts the program: what is built, which starts three times as fast; the source where that is newer or nothing is built.
const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/main.js');

// Beside the program, never in a shared temporary directory: whoever may write this code may write the program.
enableCompileCache(join(root, 'node_modules/.cache/compiled'));
await import(isCurrent() ? built : join(root, 'src/main.ts'));

/** A file that was deleted or renamed shows in its folder's time. */
function isCurrent() {
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const sources = globSync(['src', 'src/**', 'package-lock.json', 'config/tooling/rolldown.config.ts'], {
    cwd: root,
  });
  return sources.every((source) => statSync(join(root, source)).mtimeMs <= mtimeMs);
}
