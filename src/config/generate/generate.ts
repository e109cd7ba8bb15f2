// Run by `npm run generate`, and with `--check` by `npm run check`: writes, or compares, what is made from the schema.
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

const isCheck = process.argv.includes('--check');

for (const [name, text] of generatedFiles()) {
  const file = new URL(`../../../config/${name}`, import.meta.url);
  if (!isCheck) {
    writeFileSync(file, text);
  } else if (read(file) !== text) {
    process.stderr.write(`config/${name} is out of date: run "npm run generate"\n`);
    process.exitCode = 1;
  }
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
