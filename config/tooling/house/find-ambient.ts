import { type ESTree, Visitor } from 'rolldown/utils';
import type { Source } from './read-sources.ts';

/**
 * Finds what a file takes from its surroundings instead of its arguments: the process, the clock, chance.
 * `async` stands for every asynchronous function.
 */
export function findAmbient({ program }: Source): Set<string> {
  const found = new Set<string>();
  const notReferences = new Set<number>();
  const skipKey = ({ key, computed, shorthand }: Keyed): void => {
    if (!computed && !shorthand) notReferences.add(key.start);
  };
  const noteAsync = (node: ESTree.Function | ESTree.ArrowFunctionExpression): void => {
    if (node.async) found.add('async');
  };
  new Visitor({
    MemberExpression: ({ object, property, computed }) => {
      if (!computed) notReferences.add(property.start);
      if (object.type === 'Identifier' && property.type === 'Identifier')
        found.add(`${object.name}.${property.name}`);
    },
    Property: skipKey,
    PropertyDefinition: skipKey,
    MethodDefinition: skipKey,
    TSPropertySignature: skipKey,
    TSMethodSignature: skipKey,
    Identifier: ({ name, start }) => {
      if (!notReferences.has(start)) found.add(name);
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && given.length === 0) found.add(`new ${callee.name}()`);
    },
    FunctionDeclaration: noteAsync,
    FunctionExpression: noteAsync,
    ArrowFunctionExpression: noteAsync,
  }).visit(program);
  return found;
}

type Keyed = { key: ESTree.Span; computed: boolean; shorthand?: boolean };
