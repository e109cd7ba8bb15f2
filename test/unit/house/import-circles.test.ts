import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the linter of `npm run check` says about these files, a line a finding. */
function lint(files: Readonly<Record<string, string>>): string[] {
  using directory = new TemporaryDirectory();
  for (const [file, text] of Object.entries(files)) {
    const path = directory.file(`src/${file}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const options = ['-c', `${ROOT}/config/tooling/oxlint.json`, '-f', 'unix', directory.path];
  const { stdout } = spawnSync(`${ROOT}/node_modules/.bin/oxlint`, options, {
    cwd: directory.path,
    encoding: 'utf8',
  });
  return stdout.split('\n');
}

describe('the linter', () => {
  it('refuses files that import each other, also when they import types alone', () => {
    const said = lint({
      'store/hen.ts': "import type { Egg } from './egg.ts';\nexport type Hen = { from: Egg } | undefined;\n",
      'store/egg.ts': "import type { Hen } from './hen.ts';\nexport type Egg = { from: Hen } | undefined;\n",
    });
    expect(said.filter((line) => line.includes('import(no-cycle)'))).toHaveLength(2);
  });
});
