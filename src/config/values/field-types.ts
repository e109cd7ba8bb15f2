import { z } from 'zod';
import { Secret } from '../../platform/secret.ts';
import { formatDuration, parseDuration, type Duration } from '../../platform/time.ts';
import { cronProblem } from './cron.ts';
import { isMailbox } from './mail-address.ts';
import { secretProblem } from './secret-text.ts';
import { timezoneProblem } from './timezone.ts';

/**
 * What the schema tells about a key beside its type; read by the loader, the JSON Schema and the reference
 * page. `description` is one sentence of plain text.
 */
export interface FieldMeta {
  description: string;
  /** How the reference page names the type, where the bare type says too little. */
  writtenAs?: string;
  /** Never shown; has a twin key ending in `File`. */
  secret?: true;
  /** A list that may also be written as one comma-separated text. */
  commaSeparated?: true;
}

/** A custom rule of one field: what is wrong and what to do; undefined when the value is fine. */
type Rule<T> = (value: T) => { message: string; hint?: string } | undefined;

/** A text that is not blank and passes `rule`. Neither message nor hint may print the value. */
export function text(rule?: Rule<string>) {
  return z.string().check((context) => {
    if (context.value.trim() === '') {
      context.issues.push({ code: 'custom', message: 'must not be empty', input: context.value });
      return;
    }
    const problem = rule?.(context.value);
    if (problem !== undefined) context.issues.push({ ...toIssue(problem), input: context.value });
  });
}

/** A text whose value is made from it by `read`, which returns a problem where it cannot. */
export function parsedText<T>(read: (value: string) => { value: T } | Problem) {
  return z.string().transform((value, context): T => {
    const result = read(value);
    if ('value' in result) return result.value;
    context.issues.push({ ...toIssue(result), input: value });
    return z.NEVER;
  });
}

interface Problem {
  message: string;
  hint?: string;
}

function toIssue({ message, hint }: Problem) {
  return { code: 'custom' as const, message, params: { hint } };
}

/** A span such as `30s`, in milliseconds after parsing; both bounds inclusive. */
export function duration({ min, max }: { min: Duration; max: Duration }) {
  return parsedText((value) => {
    const parsed = parseDuration(value);
    if (parsed === undefined) {
      return {
        message: 'must be a duration',
        hint: 'write a whole number and a unit: 500ms, 30s, 5m, 12h, 90d',
      };
    }
    if (parsed < min) return { message: `must be at least ${writeDuration(min)}` };
    if (parsed > max) return { message: `must be at most ${writeDuration(max)}` };
    return { value: parsed };
  });
}

function writeDuration(span: Duration): string {
  return span > 0 && span < 1_000 ? `${span} ms` : formatDuration(span);
}

/** A whole number; both bounds inclusive. */
export function integer({ min, max }: { min: number; max: number }) {
  return z.int().min(min).max(max);
}

/** A text that is never shown. */
export function secret() {
  return parsedText((value) => {
    if (value === '') return { message: 'must not be empty' };
    return secretProblem(value) ?? { value: new Secret(value) };
  });
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

/** One mail address without display name. */
export function mailAddress() {
  return text((value) =>
    isMailbox(value)
      ? undefined
      : { message: 'is not a mail address', hint: 'write the bare address, e.g. oncall@example.com' },
  );
}
