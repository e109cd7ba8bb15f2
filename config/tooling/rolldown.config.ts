import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import type * as Assets from '../../src/http/ui/browser-assets.ts';

/**
 * What `npm run build` makes: the program and its dependencies in a few files. Reading some hundred small
 * modules is most of a start's time and a fifth of its memory.
 */
// oxlint-disable-next-line import/no-default-export -- rolldown takes its configuration from there
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  tsconfig: 'tsconfig.json',
  plugins: [browserAssets(), englishOnly(), licences()],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: 'main.js',
    chunkFileNames: '[name].js',
  },
});

/** Puts the text of the files that browsers get in place of the module that reads them. The script becomes small. */
export function browserAssets(): Plugin {
  return {
    name: 'browser-assets',
    async load(id) {
      if (!id.endsWith('/src/http/ui/browser-assets.ts')) return null;
      const { PAGE_SCRIPT, PAGE_STYLE } = (await import(id)) as typeof Assets;
      const { code } = minifySync('page.js', PAGE_SCRIPT, { module: true });
      return toModule({ PAGE_SCRIPT: code, PAGE_STYLE });
    },
  };
}

function toModule(texts: typeof Assets): string {
  return Object.entries(texts)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
    .join('\n');
}

/** Leaves out the forty other languages of the schema library: its own messages are read by programmers only. */
function englishOnly(): Plugin {
  const foreign = /\/zod\/v4\/locales\/(?!en\.|index\.)/;
  return {
    name: 'english-only',
    load: (id) => (foreign.test(id) ? 'export default () => ({});' : null),
  };
}

/** Puts the licence of each package that went in beside the result, as most of them ask. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const packages = new Set<string>();
      for (const output of Object.values(bundle)) {
        for (const id of output.type === 'chunk' ? output.moduleIds : []) {
          const directory = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
          if (directory !== undefined) packages.add(directory);
        }
      }
      const texts = [...packages].toSorted().map(licenceOf);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
  };
}

function licenceOf(directory: string): string {
  const name = directory.split('/node_modules/').at(-1);
  const file = existsSync(directory)
    ? readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry))
    : undefined;
  const text = file === undefined ? 'See its package.json.' : readFileSync(join(directory, file), 'utf8');
  return `== ${name} ==\n\n${text.trim()}`;
}
