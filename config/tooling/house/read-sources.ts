import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type ESTree, type ParseResult, parseSync, Visitor } from 'rolldown/utils';

/** A file of TypeScript, parsed. Paths count from the root of the checkout, with `/`. */
export type Source = {
  path: string;
  text: string;
  program: ESTree.Program;
  comments: ParseResult['comments'];
  /** The files and packages that it imports: a path for a file, else the specifier. Types count. */
  imports: string[];
};

/** Reads and parses the TypeScript files below a folder of a checkout, in the order of their paths. */
export function readSources(root: string, folder: string): Source[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root })
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Parses one file. Throws an error that names the file if it is no TypeScript. */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports = specifiersOf(program).map((specifier) =>
    specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier,
  );
  return { path, text, program, comments, imports: [...new Set(imports)] };
}

/** `import`, `export … from`, `import('…')`, and `import('…').Type`. */
function specifiersOf(program: ESTree.Program): string[] {
  const found: string[] = [];
  const add = ({ source }: { source: ESTree.Expression | null }): void => {
    if (source?.type === 'Literal' && typeof source.value === 'string') found.push(source.value);
  };
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(program);
  return found;
}
