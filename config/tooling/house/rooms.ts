// Run by `npm run check`: the table of rooms in `rules.ts` holds, or the program says where it does not.
import { join } from 'node:path';
import { findViolations } from './find-violations.ts';
import { readSources } from './read-sources.ts';
import { RULES } from './rules.ts';

const root = join(import.meta.dirname, '../../..');
const violations = findViolations([...readSources(root, 'src'), ...readSources(root, 'test')], RULES);

for (const { where, problem } of violations) console.error(`${where}: ${problem}`);
if (violations.length > 0) process.exitCode = 1;
