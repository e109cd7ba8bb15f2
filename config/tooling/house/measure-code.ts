import { dirname } from 'node:path';
import { type ESTree, Visitor } from 'rolldown/utils';
import { arrowsBetween, filesByFolder, mutualFolders } from './import-graph.ts';
import type { Source } from './read-sources.ts';
import { median, p90 } from './spread.ts';

/** A row of the table: what is counted, and how much there is of it. */
export type Figure = [name: string, count: number];

export function measureCode(sources: Source[]): Figure[] {
  const rooms = sources.map(({ path }) => roomOf(path));
  const arrows = arrowsBetween(sources);
  const lines = sources.map(({ text }) => linesOf(text));
  const code = sources.map(readCode);
  const functions = code.flatMap(({ functionLines }) => functionLines);
  return [
    ['rooms (top-level folders)', new Set(rooms).size],
    ['arrows between rooms', different(arrows.map(({ from, to }) => [roomOf(from), roomOf(to)]))],
    ['folders', filesByFolder(sources).size],
    ['arrows between folders', different(arrows.map(({ from, to }) => [dirname(from), dirname(to)]))],
    ['pairs of folders that import each other', mutualFolders(arrows).length],
    [
      'files in the largest flat folder',
      Math.max(
        ...filesByFolder(sources)
          .values()
          .map((files) => files.length),
      ),
    ],
    ['files', sources.length],
    ['lines', sum(lines)],
    ['lines of a file, median', median(lines)],
    ['lines of a file, p90', p90(lines)],
    ['lines of a function, median', median(functions)],
    ['lines of a function, p90', p90(functions)],
    ['anonymous object types in signatures', sum(code.map(({ anonymousTypes }) => anonymousTypes))],
    ['the word readonly', sum(sources.map(({ text }) => text.match(/\breadonly\b/g)?.length ?? 0))],
  ];
}

/** Files directly in `src` are of the room `src`. */
function roomOf(path: string): string {
  return dirname(path).split('/').slice(0, 2).join('/');
}

function different(pairs: [string, string][]): number {
  return new Set(pairs.filter(([a, b]) => a !== b).map((pair) => pair.join(' '))).size;
}

type Code = { functionLines: number[]; anonymousTypes: number };

type Signature = { start: number; end: number; params: ESTree.Span[]; returnType?: ESTree.Span | null };

/** Counts functions with a body in braces, and object types within parameters and return types. */
function readCode({ text, program }: Source): Code {
  const functionLines: number[] = [];
  const signatures: ESTree.Span[] = [];
  const objectTypes: ESTree.Span[] = [];
  const sign = ({ params, returnType }: Signature): void => {
    signatures.push(...params, ...(returnType ? [returnType] : []));
  };
  const enter = (node: Signature & { body: { type: string } | null }): void => {
    sign(node);
    if (node.body?.type === 'BlockStatement') functionLines.push(linesOf(text.slice(node.start, node.end)));
  };
  new Visitor({
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    TSDeclareFunction: sign,
    TSFunctionType: sign,
    TSMethodSignature: sign,
    TSCallSignatureDeclaration: sign,
    TSTypeLiteral: (node) => objectTypes.push(node),
  }).visit(program);
  const anonymous = objectTypes.filter((type) =>
    signatures.some(({ start, end }) => start <= type.start && type.end <= end),
  );
  return { functionLines, anonymousTypes: anonymous.length };
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}
