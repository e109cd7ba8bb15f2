import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import type { Platform } from '../../platform/platform.ts';

export interface Substituted {
  /** The same tree with each `${…}` in a text value replaced. */
  value: unknown;
  /** The variables that each replaced text was made from. */
  sources: Sources;
  findings: readonly Finding[];
}

/** Remembers the values that came out of the environment, and their variables. */
export class Sources {
  readonly #variables = new Map<string, readonly string[]>();

  add(path: Path, variables: readonly string[]): void {
    this.#variables.set(JSON.stringify(path), variables);
  }

  /** Undefined when the value at `path` stands in the file as it is. */
  of(path: Path): readonly string[] | undefined {
    return this.#variables.get(JSON.stringify(path));
  }
}

/**
 * Replaces `${VAR}` and `${VAR:-default}` in text values; `$${` stands for a literal `${`. Works on the tree
 * after YAML has been read, so that a value can never become YAML. As in a shell, the default also stands in
 * for an empty variable.
 */
export function substitute(root: unknown, env: Platform['env']): Substituted {
  const sources = new Sources();
  const findings: Finding[] = [];
  const visit = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return replace(value, path);
    if (Array.isArray(value)) return value.map((item: unknown, index) => visit(item, [...path, index]));
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
  };
  const replace = (text: string, path: Path): string => {
    const variables: string[] = [];
    const result = text.replaceAll(EXPRESSION, (whole, variable?: string, fallback?: string) => {
      if (whole === '$${') return '${';
      if (variable === undefined || fallback?.includes('${') === true) {
        findings.push({ path, ...MALFORMED });
        return whole;
      }
      variables.push(variable);
      const given = env[variable];
      if (given === undefined && fallback === undefined) {
        findings.push({ path, ...missing(variable) });
        return STAND_IN;
      }
      if (given?.includes('\uFFFD') === true) findings.push({ path, ...notUtf8(variable) });
      return given === undefined || (given === '' && fallback !== undefined) ? (fallback ?? '') : given;
    });
    if (variables.length > 0) sources.add(path, variables);
    return result;
  };
  return { value: visit(root, []), sources, findings };
}

/** An escape, a well-formed expression, or a start that belongs to neither. */
const EXPRESSION = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/** Not empty, so that the key does not count as left out. */
const STAND_IN = 'unset';

const MALFORMED = {
  message: 'has a malformed ${…}',
  hint: 'write ${VAR} or ${VAR:-default} without nesting; $${ stands for a literal ${',
};

/** Node reads the environment as UTF-8, and puts U+FFFD in place of all else. */
function notUtf8(variable: string) {
  return {
    message: `needs the environment variable ${variable}, which is not UTF-8`,
    hint: 'set it in UTF-8',
  };
}

function missing(variable: string) {
  return {
    message: `needs the environment variable ${variable}, which is not set`,
    hint: `set it, or write \${${variable}:-default}`,
  };
}
