import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ChunkingContext, defineConfig, type Plugin } from 'rolldown';
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
  plugins: [browserAssets(), englishOnly(), builtinsAsTheyAre(), inAscii(), shippedPackages()],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: 'main.js',
    chunkFileNames: '[name].js',
    // Whoever starts the program reads no comments. The licences are in a file of their own.
    comments: false,
    // To find and read a file takes time, so there are few.
    codeSplitting: {
      groups: [
        { name: partOfStart, debugName: 'start', minShareCount: 2, priority: 1 },
        { name: 'shared', minShareCount: 4 },
      ],
    },
  },
});

/** Names the chunk of what is loaded before a command is known, or to ask for the health. */
function partOfStart(id: string, context: ChunkingContext): string | null {
  for (const entry of ['src/run-process.ts', 'src/cli/commands/healthcheck.ts'])
    addImported(join(import.meta.dirname, '../..', entry), context);
  return loadedAtStart.has(id) ? 'start' : null;
}

const loadedAtStart = new Set<string>();

function addImported(id: string, context: ChunkingContext): void {
  if (loadedAtStart.has(id)) return;
  loadedAtStart.add(id);
  for (const imported of context.getModuleInfo(id)?.importedIds ?? []) addImported(imported, context);
}

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

/**
 * Takes Node's own modules without what they load late. An `import` reads every name of a module, and so loads all of
 * `fetch` for `node:http`, and streams and comparisons for others: together a fifth of a start.
 */
function builtinsAsTheyAre(): Plugin {
  const mark = '\0builtin:';
  return {
    name: 'builtins-as-they-are',
    resolveId: (source, _importer, { kind }) =>
      kind === 'import-statement' && isBuiltin(source) && source !== 'node:module' ? mark + source : null,
    load: (id) => (id.startsWith(mark) ? builtinModule(id.slice(mark.length)) : null),
  };
}

/** Names that nobody imports are left out, and so not read. */
function builtinModule(name: string): string {
  const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => key !== 'default');
  const exported = names.map(
    (key) => `export const ${key} = /* @__PURE__ */ Reflect.get(builtin, '${key}');`,
  );
  return [
    `const builtin = process.getBuiltinModule('${name}');`,
    'export default builtin;',
    ...exported,
  ].join('\n');
}

/** Writes all other characters as escapes: Node reads a file of ASCII faster, and keeps it in half of the memory. */
function inAscii(): Plugin {
  return {
    name: 'in-ascii',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle))
        if (output.type === 'chunk') output.code = output.code.replaceAll(/[^\0-\x7F]/g, escaped);
    },
  };
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Puts two files beside the result: the licence of each package that went in, as most ask, and a bill of materials. */
function shippedPackages(): Plugin {
  return {
    name: 'shipped-packages',
    async generateBundle(_options, bundle) {
      const packages = new Set<string>();
      for (const output of Object.values(bundle)) {
        for (const id of output.type === 'chunk' ? output.moduleIds : []) {
          const directory = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
          if (directory !== undefined && existsSync(directory)) packages.add(directory);
        }
      }
      const directories = [...packages].toSorted();
      const licences = directories.map(licenceOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences });
      this.emitFile({ type: 'asset', fileName: 'sbom.cdx.json', source: await billOfMaterials(directories) });
    },
  };
}

function licenceOf(directory: string): string {
  const name = directory.split('/node_modules/').at(-1);
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? 'See its package.json.' : readFileSync(join(directory, file), 'utf8');
  return `== ${name} ==\n\n${text.trim()}`;
}

/**
 * npm's bill of materials by the lock file (CycloneDX), without the packages that the bundle has nothing of. Its own `--omit dev` also
 * leaves out what a development package uses too, such as zod. Two builds of the same packages write the same file.
 */
async function billOfMaterials(directories: readonly string[]): Promise<string> {
  const shipped = new Set(directories.map(referenceOf));
  const words = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { stdout } = await promisify(execFile)('npm', words, { maxBuffer: 2 ** 26 });
  const { serialNumber: _serial, ...bill } = JSON.parse(stdout) as Bill;
  const { timestamp: _timestamp, ...metadata } = bill.metadata;
  const root = metadata.component['bom-ref'];
  const refs = new Set([root, ...shipped]);
  return JSON.stringify(
    {
      ...bill,
      // npm takes the name from the folder.
      metadata: { ...metadata, component: { ...metadata.component, name: root.replace(/@.*/, '') } },
      components: bill.components.filter((component) => shipped.has(component['bom-ref'])),
      dependencies: bill.dependencies
        .filter(({ ref }) => refs.has(ref))
        .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
    },
    null,
    2,
  );
}

interface Bill {
  serialNumber: string;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Component {
  'bom-ref': string;
}

/** The name of a package in npm's bill. */
function referenceOf(directory: string): string {
  const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Package;
  return `${name}@${version}`;
}

interface Package {
  name: string;
  version: string;
}
