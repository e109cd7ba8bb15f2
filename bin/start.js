import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { built, isBuilt } from './is-built.js';

// Starts what is built, which starts three times as fast; the source where that is newer or nothing is built.
const root = join(import.meta.dirname, '..');

// Beside the program, never in a shared temporary directory: whoever may write this code may write the program.
enableCompileCache(join(root, 'node_modules/.cache/compiled'));
await import(isBuilt() ? built : join(root, 'src/main.ts'));
