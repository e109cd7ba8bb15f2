import { toLocalTime } from '../../../platform/local-time.ts';
import { parseMoment } from '../../../platform/text/moment.ts';
import { isNameFilter, type JobFilter } from '../../../store/jobs/job-filter.ts';
import type { Direction } from '../../../store/views/job-keyset.ts';
import type { UncoveredScope } from '../../../store/jobs/uncovered-jobs.ts';
import { toIso, type Instant } from '../../../platform/time.ts';
import { fromCursor, toCursor } from '../../api/query/paging.ts';
import { withQuery } from '../../ui/page-paths.ts';

/** Why a filter of the page cannot be used. */
export type JobFilterProblem = 'name' | 'createdFrom' | 'createdUntil' | 'order' | 'cursor';

/** The question that the address of the page Jobs asks. */
export interface JobQuery {
  /** Without what could not be understood. */
  filter: JobFilter;
  direction: Direction;
  problems: readonly JobFilterProblem[];
  /** The typed text by field, for the form to show again. */
  typed: Readonly<Record<'name' | 'code' | 'createdFrom' | 'createdUntil', string>>;
}

type Queries = Readonly<Record<string, readonly string[]>>;

export function readJobQuery(
  queries: Queries,
  { timezone, ...scope }: UncoveredScope & { timezone: string },
): JobQuery {
  const text = (name: string) => queries[name]?.[0] ?? '';
  const value = (name: string) => (text(name) === '' ? undefined : text(name));
  const time = (name: string) => parseMoment(text(name), timezone);
  const [createdFrom, createdUntil] = [time('createdFrom'), time('createdUntil')];
  const states = [...new Set(queries['state'] ?? [])].filter((state) => state !== '');
  const name = value('name');
  const filter: JobFilter = {
    target: value('target'),
    states: states.length === 0 ? undefined : states,
    type: value('type'),
    name: name !== undefined && isNameFilter(name) ? name : undefined,
    code: value('code'),
    createdFrom,
    createdUntil,
    uncovered: text('incident') === 'none' ? scope : undefined,
  };
  const from = cursorOf(text('cursor'));
  const wrong: Readonly<Record<JobFilterProblem, boolean>> = {
    name: name !== undefined && !isNameFilter(name),
    createdFrom: text('createdFrom') !== '' && createdFrom === undefined,
    createdUntil: text('createdUntil') !== '' && createdUntil === undefined,
    order: createdFrom !== undefined && createdUntil !== undefined && createdUntil <= createdFrom,
    cursor: text('cursor') !== '' && from === undefined,
  };
  return {
    filter,
    direction: { towards: text('towards') === 'newer' && from !== undefined ? 'newer' : 'older', from },
    problems: PROBLEMS.filter((problem) => wrong[problem]),
    typed: {
      name: text('name'),
      code: text('code'),
      createdFrom: createdFrom === undefined ? '' : localText(createdFrom, timezone),
      createdUntil: createdUntil === undefined ? '' : localText(createdUntil, timezone),
    },
  };
}

const PROBLEMS = ['name', 'createdFrom', 'createdUntil', 'order', 'cursor'] as const;

function cursorOf(cursor: string): Direction['from'] {
  const key = fromCursor(cursor);
  return key && { age: key[0], id: key[1] };
}

/** As a field of type `datetime-local` wants it. */
function localText(at: Instant, timezone: string): string {
  return toIso(toLocalTime(at, timezone)).slice(0, 16);
}

/** The page Jobs with this filter: one address for the same question, with times in UTC, so that it means the same in all zones. */
export function jobsPath(filter: JobFilter, direction?: Direction, path = '/jobs'): string {
  const { target, states, type, name, code, createdFrom, createdUntil, uncovered } = filter;
  const from = direction?.from;
  return withQuery(path, {
    target,
    state: states,
    type,
    name,
    code,
    createdFrom: utcText(createdFrom),
    createdUntil: utcText(createdUntil),
    incident: uncovered && 'none',
    cursor: from && toCursor([from.age, from.id]),
    towards: from && direction?.towards === 'newer' ? 'newer' : undefined,
  });
}

function utcText(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at).replace(/\.\d+Z$/, 'Z');
}
