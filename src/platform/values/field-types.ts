import { z } from 'zod';
import type { Flaw } from '../document/problem.ts';
import { Secret } from '../secret.ts';
import { formatDuration, parseDuration, writeDuration, type Duration } from '../time.ts';
import { cronProblem } from '../cron/cron-problem.ts';
import { secretProblem } from './secret-text.ts';
import { timezoneProblem } from './timezone.ts';

/**
 * Describes a key beside its type, for the loader, the JSON Schema and the reference page. `description` is plain
 * text.
 */
export interface FieldMeta {
  description: string;
  /** The type's name on the reference page, where the bare type says too little. */
  writtenAs?: string;
  /** Never shown; has a twin key ending in `File`. */
  secret?: true;
  /** A list that may also be written as one comma-separated text. */
  commaSeparated?: true;
}

/** Returns what is wrong with a text; `undefined` when it is fine. */
type FindFlaw = (text: string) => Flaw | undefined;

/** A text that is not blank and without a flaw. */
export function text(findFlaw?: FindFlaw) {
  return checkedText((value) => (value.trim() === '' ? EMPTY : findFlaw?.(value)));
}

/** A text without a flaw. */
export function checkedText(findFlaw: FindFlaw) {
  return z.string().check(({ value, issues }) => {
    const flaw = findFlaw(value);
    if (flaw !== undefined) issues.push(toIssue(flaw, value));
  });
}

/** A text that stands for a value of `type`: `read` makes the value of it, `write` the text of the value. */
export function parsedText<T>(
  type: z.ZodType<T, T>,
  { read, write }: { read: (text: string) => { value: T } | Flaw; write: (value: T) => string },
) {
  return z.codec(z.string(), type, {
    decode(given, { issues }): T {
      const result = read(given);
      if ('value' in result) return result.value;
      issues.push(toIssue(result, given));
      return z.NEVER;
    },
    encode: write,
  });
}

/** The type of a value that is no text of its own. */
export function objectType<T extends object>() {
  return z.custom<T>((value) => typeof value === 'object' && value !== null);
}

function toIssue({ message, hint }: Flaw, input: string) {
  return { code: 'custom' as const, message, params: { hint }, input };
}

const EMPTY: Flaw = { message: 'must not be empty' };

/** A span such as `30s`, in milliseconds after parsing; both bounds inclusive. */
export function duration({ min, max }: { min: Duration; max: Duration }) {
  return parsedText(z.number(), {
    read(value) {
      const parsed = parseDuration(value);
      if (parsed === undefined) {
        return {
          message: 'must be a duration',
          hint: 'write a whole number and a unit: 500ms, 30s, 5m, 12h, 90d',
        };
      }
      if (parsed < min) return { message: `must be at least ${boundText(min)}` };
      if (parsed > max) return { message: `must be at most ${boundText(max)}` };
      return { value: parsed };
    },
    write: writeDuration,
  });
}

function boundText(span: Duration): string {
  return span > 0 && span < 1_000 ? `${span} ms` : formatDuration(span);
}

/** A whole number; both bounds inclusive. */
export function integer({ min, max }: { min: number; max: number }) {
  return z.int().min(min).max(max);
}

/** A text that is never shown: it is written as `***`. */
export function secret(findFlaw: FindFlaw = findSecretFlaw) {
  return parsedText(z.instanceof(Secret), {
    read: (value) => findFlaw(value) ?? { value: new Secret(value) },
    write: String,
  });
}

function findSecretFlaw(value: string): Flaw | undefined {
  return value === '' ? EMPTY : secretProblem(value);
}

/** The name of a target, receiver, rule or set of credentials: what labels, links and commands show. */
export function name() {
  return text((value) =>
    /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,63}$/u.test(value)
      ? undefined
      : {
          message: 'is not a usable name',
          hint: 'use up to 64 letters, digits, ".", "_", "-" and blanks, with a letter or digit first',
        },
  );
}

/** An IANA time zone by its place, or UTC. Offsets know no daylight saving, and abbreviations several places. */
export function timezone() {
  return text(timezoneProblem);
}

/** A cron expression of five or six fields, as node-cron reads it, that means the same to crontab. */
export function cron() {
  return text(cronProblem);
}
