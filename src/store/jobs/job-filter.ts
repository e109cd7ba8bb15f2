import { sql, type RawBuilder } from 'kysely';
import { KNOWN_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import { isUncovered, type UncoveredScope } from './uncovered-jobs.ts';

/** The conditions on wanted jobs. An absent condition leaves out none. */
export interface JobFilter {
  target?: string | undefined;
  /** Any of these; `unknown` stands for all that the API does not document. None is as absent. */
  states?: readonly string[] | undefined;
  type?: string | undefined;
  /** A whole name, in which `*` stands for any run of characters; see `isNameFilter`. */
  name?: string | undefined;
  /** Of failed jobs: elsewhere it means nothing. */
  code?: string | undefined;
  /** By creation; where that is not known, by when the job was first seen. */
  createdFrom?: Instant | undefined;
  /** Exclusive. */
  createdUntil?: Instant | undefined;
  /** Those that `uncoveredJobs` counts. */
  uncovered?: UncoveredScope | undefined;
}

/** Stands for all states that the API does not document. */
export const UNKNOWN_STATE = 'unknown';

/** With more, a pattern could take very long to compare with a name that was made for it. */
export const MOST_STARS = 3;

/** Says whether a text can be looked for as a name. */
export function isNameFilter(text: string): boolean {
  return (text.match(/\*+/g) ?? []).length <= MOST_STARS;
}

/** The way in which names are searched. */
export interface NamePattern {
  kind: 'exact' | 'prefix' | 'glob';
  /** The beginning of all these names; the whole of an exact one. */
  prefix: string;
}

export function namePattern(name: string): NamePattern {
  const star = name.indexOf('*');
  if (star === -1) return { kind: 'exact', prefix: name };
  const isPrefix = /^\*+$/.test(name.slice(star));
  return { kind: isPrefix ? 'prefix' : 'glob', prefix: name.slice(0, star) };
}

/**
 * Conditions that a job of the table `job` must meet. The keyset page adds age and target. Empty when there are none.
 */
export function conditions(filter: JobFilter, known: { byName: boolean }): RawBuilder<boolean>[] {
  const { states = [], type, name, code, uncovered } = filter;
  const named = states.filter((state) => state !== UNKNOWN_STATE);
  const unknown = sql`job.state NOT IN ${eachOf(KNOWN_STATES)}`;
  const isOneOf = sql`job.state IN ${eachOf(named)}`;
  const isState = states.includes(UNKNOWN_STATE)
    ? sql<boolean>`(${isOneOf} OR ${unknown})`
    : sql<boolean>`${isOneOf}`;
  return [
    ...(uncovered === undefined ? [] : [isUncovered(uncovered)]),
    ...(states.length === 0 ? [] : [isState]),
    ...(type === undefined ? [] : [sql<boolean>`job.type = ${type}`]),
    ...(name === undefined ? [] : nameConditions(name, known.byName)),
    ...(code === undefined
      ? []
      : [sql<boolean>`job.state = 'Failed' AND job.code = ${code} AND job.code <> 'Success'`]),
  ];
}

function nameConditions(name: string, byName: boolean): RawBuilder<boolean>[] {
  const { kind, prefix } = namePattern(name);
  if (kind === 'glob') return [matchesGlob(sql`substr(job.name, 1, ${sql.lit(COMPARED)})`, name)];
  if (byName) return [];
  if (kind === 'exact') return [sql<boolean>`job.name = ${name}`];
  return [sql<boolean>`job.name >= ${prefix} AND job.name < ${afterPrefix(prefix)}`];
}

/** Longer names are compared up to here: the API allows 128 characters, and a pattern's cost grows with their square. */
const COMPARED = 300;

/** Returns a text that sorts after all names with this prefix. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
import { eachOf } from '../dialect/listed.ts';
import { matchesGlob } from '../dialect/glob.ts';
