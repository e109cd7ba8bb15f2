import { coversGlob, globsMeet } from '../../platform/text/compare-globs.ts';
import type { Finding } from '../../platform/document/problem.ts';
import type { RuleConfig } from '../schema/rule-schema.ts';
import type { Config } from '../schema/schema.ts';
import type { TargetConfig } from '../schema/target-schema.ts';
import { matchesKind, statesOf, typesOf, type JobKind } from './job-kinds.ts';

/**
 * Names each rule that matches no job, or that earlier ones decide for. A rule that an earlier one covers is never reached. Two rules
 * that meet, where neither covers the other, may be meant the other way round. A general rule behind a special one is
 * how rules are meant to stand.
 */
export function adviseShadows({ targets, rules }: Pick<Config, 'targets' | 'rules'>): readonly Finding[] {
  return rules.flatMap((rule, index): Finding[] => {
    const kinds = kindsOf(rule, targets);
    const earlier = rules.slice(0, index).filter((other) => !other.continue);
    const first = kinds.map((kind) => earlier.find((other) => coversKind(other, rule, kind)));
    const path = ['rules', index, 'name'];
    if (kinds.length === 0) return [{ path, message: MATCHES_NONE, hint: MATCHES_NONE_HINT }];
    if (first.every((other) => other !== undefined)) {
      const names = [...new Set(first.map(({ name }) => name))];
      return [
        {
          path,
          message: `is never reached: ${list(names)} before it ${names.length === 1 ? 'decides' : 'decide'} for all of its jobs`,
          hint: names.length === 1 ? hintFor(rule.name, names[0] ?? '') : `put ${rule.name} before them`,
        },
      ];
    }
    return earlier
      .filter((other) => meets(other, rule, kinds) && !isWithin(other, rule, targets))
      .map(({ name }) => ({
        path,
        message: `is not reached by all of its jobs: ${name} before it decides for some`,
        hint: hintFor(rule.name, name),
        severity: 'info' as const,
      }));
  });
}

const MATCHES_NONE = 'matches no job: it fits no target, or no known type or state';
const MATCHES_NONE_HINT =
  'compare its match with the names of targets; types and states are written as the API writes them';

function hintFor(later: string, earlier: string): string {
  return `if they are meant for both, give ${earlier} continue: true; if for ${later} alone, put it first`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The kinds of which the rule matches any job. */
function kindsOf(rule: RuleConfig, targets: readonly TargetConfig[]): readonly JobKind[] {
  return targets
    .flatMap((target) =>
      typesOf(target).flatMap((type) => statesOf(rule).map((state) => ({ target, state, type }))),
    )
    .filter((kind) => matchesKind(rule, kind));
}

/** The match keys that distinguish jobs. */
const FIELDS = ['names', 'workflowIds', 'queueIds', 'codes'] as const;

/** Says whether `outer` matches every job of the kind that `inner` matches. */
function coversKind(outer: RuleConfig, inner: RuleConfig, kind: JobKind): boolean {
  const { name, workflowId } = kind.target.jobs;
  // Of a target that reads one name or workflow alone, no other job comes.
  const only = { names: name, workflowIds: workflowId, queueIds: undefined, codes: undefined };
  return (
    isSameKind(outer, inner) &&
    matchesKind(outer, kind) &&
    FIELDS.every((field) => {
      const globs = only[field] === undefined ? inner.match[field] : [only[field]];
      return globs.every((glob) => outer.match[field].some((other) => coversGlob(other, glob)));
    })
  );
}

/** Says whether both rules match some job of one of the kinds. */
function meets(one: RuleConfig, other: RuleConfig, kinds: readonly JobKind[]): boolean {
  return (
    isSameKind(one, other) &&
    kinds.some((kind) => matchesKind(one, kind)) &&
    FIELDS.every((field) =>
      one.match[field].some((glob) => other.match[field].some((mate) => globsMeet(glob, mate))),
    )
  );
}

function isWithin(inner: RuleConfig, outer: RuleConfig, targets: readonly TargetConfig[]): boolean {
  return kindsOf(inner, targets).every((kind) => coversKind(outer, inner, kind));
}

/** Rules on changes and rules on `tooLong` do not decide for each other. */
function isSameKind(one: RuleConfig, other: RuleConfig): boolean {
  return (one.tooLong === undefined) === (other.tooLong === undefined);
}
