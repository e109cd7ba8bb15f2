// Run by `npm run generate`, and with `--check` by `npm run check`: writes, or compares, the manifests that are made.
import { readFileSync, writeFileSync } from 'node:fs';
import { kubernetesFiles } from './kubernetes-files.ts';

for (const [name, text] of kubernetesFiles()) {
  const file = new URL(`../../kubernetes/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`config/kubernetes/${name} is out of date: run "npm run generate"\n`);
    process.exitCode = 1;
  }
}
