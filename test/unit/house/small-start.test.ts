import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { expect, it } from 'vitest';

const ROOT = new URL('../../..', import.meta.url).pathname;

/** All that is loaded before any `import()`: files, and packages by their names. */
function loadedBy(path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  if (!path.endsWith('.ts')) return loaded;
  const { module } = parseSync(path, readFileSync(join(ROOT, path), 'utf8'));
  const statements = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({ moduleRequest, entries })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map((entry) => ({ moduleRequest: entry.moduleRequest, entries: [entry] })),
    ),
  ];
  for (const { moduleRequest, entries } of statements) {
    const isTyped = entries.length > 0 && entries.every(({ isType }) => isType);
    if (moduleRequest === null || moduleRequest === undefined || isTyped) continue;
    const { value } = moduleRequest;
    loadedBy(value.startsWith('.') ? normalize(join(dirname(path), value)) : value, loaded);
  }
  return loaded;
}

function packagesOf(path: string): string[] {
  return [...loadedBy(path)].filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'));
}

it('the command line loads one package before it knows what is asked for', () => {
  expect(packagesOf('src/run-process.ts')).toEqual(['commander']);
  expect(loadedBy('src/run-process.ts')).toContain('src/cli/command-line.ts');
  expect([...loadedBy('src/run-process.ts')]).not.toContain('src/cli/commands/run.ts');
});

it('the health check loads no package', () => {
  expect(packagesOf('src/cli/commands/healthcheck.ts')).toEqual([]);
  expect(packagesOf('src/main.ts')).toEqual([]);
});
