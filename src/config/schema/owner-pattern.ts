import { RE2JS, RE2JSException } from 're2js';
import type { OwnerPattern } from '../../core/rule/rule.ts';
import { objectType, parsedText } from '../../platform/values/field-types.ts';
import type { Flaw } from '../../platform/document/problem.ts';

/** A regular expression whose first group is the owner of a job. */
export function ownerPattern() {
  return parsedText(objectType<OwnerPattern>(), { read: readOwnerPattern, write: ({ source }) => source });
}

/**
 * Reads a regular expression whose first group is the owner of a job. Its engine (RE2) takes time linear to the text,
 * whatever the expression: the text is anybody's, and the engine of the language may take hours over a line.
 */
export function readOwnerPattern(source: string): { value: OwnerPattern } | Flaw {
  const pattern = compile(source);
  if (pattern === undefined) {
    const beyond = BEYOND_RE2.exec(source)?.[0];
    return beyond === undefined
      ? { message: 'is not a regular expression of RE2', hint: EXAMPLE }
      : { message: `uses ${beyond}, which RE2 does not have`, hint: PLAINLY };
  }
  if (pattern.groupCount() === 0) return { message: 'has no group', hint: EXAMPLE };
  return { value: { source, find: (text) => pattern.exec(text)?.[1] } };
}

const EXAMPLE = "write e.g. 'owner=([a-z]+)'";
const PLAINLY = `write it without lookaround and back-references, e.g. 'owner=([a-z]+)'`;

/** Constructs that take more than linear time. */
const BEYOND_RE2 = /\(\?<?[=!]|\\[1-9]|\\k</;

function compile(source: string): RE2JS | undefined {
  // RE2 takes a back-reference by name for the letters that it is written with.
  if (source.replaceAll(/\\[^k]/gs, '').includes('\\k<')) return undefined;
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source));
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}
