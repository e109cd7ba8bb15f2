import { quote } from './write-value.ts';

/** One thing that is wrong with the configuration, or (as a warning) unwise in it. Never holds a secret. */
export interface Problem {
  /** The place as a reader writes it: `targets[0].schedule`. Empty for the file as a whole. */
  path: string;
  /** Place in the file, counted from 1; absent when the file could not be read. */
  line?: number;
  column?: number;
  /** The value that was found there; absent for a secret, for what is no single value, and where there is none. */
  value?: string;
  /** The fault, to be read after path and value: `must be a whole number`. */
  message: string;
  /** Advice; absent when the message says all. */
  hint?: string;
  /** The severity, of warnings alone. */
  severity?: 'critical' | 'warning' | 'info';
  /** True when only another side can settle it: `check` refuses it, unless `--online` has asked. */
  isSettledOnline?: true;
}

/** The fault of a value, and advice. Neither prints the value. */
export interface Flaw {
  message: string;
  hint?: string | undefined;
}

/** Keys and list positions from the root. */
export type Path = readonly (string | number)[];

/** A problem before it has its place in the file. */
export interface Finding extends Flaw {
  path: Path;
  /** Stands for the value at `path` where the file leaves it out. */
  value?: string | undefined;
  severity?: 'critical' | 'warning' | 'info';
  /** As of a problem. */
  isSettledOnline?: true;
  /** Points at the key in place of its value. */
  atKey?: string | undefined;
}

/** Writes a path as people do: `targets[0].jobs.name`, `credentials["my key"].token`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${quote(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Says whether `path` is `ancestor` or lies below it. */
export function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}
