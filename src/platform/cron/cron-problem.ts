import { validateDetailed } from 'node-cron';
import { everComesDue } from './occurrences.ts';
import type { Flaw } from '../document/problem.ts';

/** Says why a text is no schedule here; `undefined` when it is one. */
export function cronProblem(value: string): Flaw | undefined {
  const { valid, errors } = validateDetailed(value);
  if (!valid) return { message: describe(errors), hint: HINT };
  if (restrictsBothDays(value)) {
    return { message: 'restricts the day of month and the day of week', hint: BOTH_DAYS_HINT };
  }
  return comesDue(value) ? undefined : { message: 'never comes due', hint: HINT };
}

const HINT = "write five or six fields, the first of six is the second: '*/30 * * * * *' is every 30 seconds";

function describe(errors: readonly { field: string }[]): string {
  const fields = errors
    .filter(({ field }) => field !== 'expression')
    .map(({ field }) => FIELDS.get(field) ?? field);
  return fields.length > 0
    ? `is not a cron expression: wrong ${fields.join(', ')}`
    : 'is not a cron expression';
}

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['dayOfMonth', 'day of month'],
  ['dayOfWeek', 'day of week'],
]);

/**
 * crontab comes on the days of either field (POSIX, crontab), node-cron only where both meet. Nobody can say which of
 * them was meant.
 */
function restrictsBothDays(value: string): boolean {
  const fields = value.trim().split(/\s+/);
  return [fields.at(-3), fields.at(-1)].every((field) => field !== undefined && !isEvery(field));
}

/** crontab takes a range of all days for a restriction, so the text decides. */
function isEvery(field: string): boolean {
  return /^(?:\*|\?|\*\/1)$/.test(field);
}

const BOTH_DAYS_HINT =
  'crontab comes on either day, others only where both meet: leave one of the two fields *, and write two entries for either day; the first Monday of a month is 1#1 as the day of week';

function comesDue(expression: string): boolean {
  try {
    return everComesDue(expression);
  } catch {
    return false;
  }
}
