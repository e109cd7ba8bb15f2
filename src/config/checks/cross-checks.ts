import { KNOWN_STATES } from '../../core/job/state.ts';
import { checkAccess } from './access-checks.ts';
import { looksSecret } from '../file/found-value.ts';
import { entries } from '../../platform/document/list-entries.ts';
import { valueAt } from '../../platform/document/value-at.ts';
import { suggest } from '../../platform/text/nearest.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { INCOMPLETE_CREDENTIALS } from '../schema/schema.ts';
import { targetSchema } from '../schema/target-schema.ts';
import { isMapping, type Mapping } from '../../platform/document/mapping.ts';
import { checkQuietHours } from './quiet-hours-checks.ts';
import { CHANNELS } from '../../channel/channels.ts';
import { isRemotePlainHttp } from '../../platform/values/urls.ts';
import { checkExpectation, checkWatchdog } from './watch-checks.ts';

/**
 * Checks what no single key shows: names that refer to each other, and values that must fit together. Takes the
 * prepared tree and not the parsed configuration. So these problems are listed together with all others. Values of
 * the wrong shape are skipped here.
 */
export function crossCheck(root: unknown): readonly Finding[] {
  return [
    ...checkUnique(root),
    ...checkAccess(root),
    ...checkCredentials(root),
    ...entries(root, 'targets').flatMap(([path, target]) => checkTarget(root, path, target)),
    ...CHANNELS.flatMap((channel) => channel.check(root)),
    ...entries(root, 'receivers').flatMap(([path, receiver]) => checkFallback(root, path, receiver)),
    ...entries(root, 'rules').flatMap(([path, rule]) => checkRule(root, path, rule)),
    ...entries(root, 'expectations').flatMap(([path, expected]) => [
      ...checkReceivers(root, path, expected),
      ...checkExpectation(root, path, expected),
    ]),
    ...checkReceivers(root, ['watchdog'], toMapping(valueAt(root, ['watchdog']))),
    ...checkWatchdog(root),
    ...checkQuietHours(['quietHours'], valueAt(root, ['quietHours'])),
    ...entries(root, 'maintenance').flatMap(([path, window]) => checkMatch(root, path, window)),
  ];
}

function namesOf(root: unknown, key: string): readonly string[] {
  return entries(root, key).flatMap(([, { name }]) => (typeof name === 'string' ? [name] : []));
}

function checkUnique(root: unknown): readonly Finding[] {
  return ['targets', 'receivers', 'rules', 'expectations', 'maintenance'].flatMap((key) => {
    const seen = new Set<unknown>();
    return entries(root, key).flatMap(([path, { name }]) => {
      if (typeof name !== 'string') return [];
      const isRepeated = seen.has(name);
      seen.add(name);
      if (!isRepeated) return [];
      return [
        {
          path: [...path, 'name'],
          message: 'is used twice',
          hint: `give each of the ${NOUNS.get(key) ?? key} its own name`,
        },
      ];
    });
  });
}

const NOUNS: ReadonlyMap<string, string> = new Map([['maintenance', 'maintenance windows']]);

function checkCredentials(root: unknown): readonly Finding[] {
  const credentials = valueAt(root, ['credentials']);
  if (!isMapping(credentials)) return [];
  return Object.entries(credentials).flatMap(([name, entry]): Finding[] => {
    if (!isMapping(entry)) return [];
    const path = ['credentials', name];
    const has = (key: string) => Object.hasOwn(entry, key);
    const keys = ['secretId', 'secretKey', 'token'].filter(has);
    if (has('source')) {
      if (keys.length === 0) return [];
      return [
        {
          path: [...path, 'source'],
          message: `cannot stand beside ${keys.join(', ')}`,
          hint: KEYS_OR_SOURCE,
        },
      ];
    }
    if (has('secretId') && has('secretKey')) return [];
    return [{ path, message: INCOMPLETE_CREDENTIALS, hint: MISSING_KEYS }];
  });
}

const KEYS_OR_SOURCE = 'either write the keys, or say with source where they come from';
const MISSING_KEYS =
  'source is one of environment, profile, cvm-role, tke-oidc; an empty key counts as left out';

function checkTarget(root: unknown, path: Path, target: Mapping): readonly Finding[] {
  const findings: Finding[] = [];
  const credentials = valueAt(root, ['credentials']);
  const reference = target['credentials'] ?? targetSchema.in.shape.credentials.parse(undefined);
  if (isMapping(credentials) && typeof reference === 'string' && !Object.hasOwn(credentials, reference)) {
    findings.push({
      path: [...path, 'credentials'],
      message: 'is no entry of credentials',
      hint: suggest(
        reference,
        Object.keys(credentials).filter((name) => !looksSecret(name)),
      ),
    });
  }
  const { endpoint, allowHttp } = target;
  if (typeof endpoint === 'string' && allowHttp !== true && isRemotePlainHttp(endpoint)) {
    findings.push({
      path: [...path, 'endpoint'],
      message: 'is plain http to another machine',
      hint: 'use https, or set allowHttp: true on this target if the way there is safe',
    });
  }
  return findings;
}

function checkRule(root: unknown, path: Path, rule: Mapping): readonly Finding[] {
  return [
    ...checkReceivers(root, path, rule),
    ...checkOwner(root, path, rule),
    ...checkMatch(root, path, rule),
  ];
}

function checkReceivers(root: unknown, path: Path, entry: Mapping): readonly Finding[] {
  const known = namesOf(root, 'receivers');
  return [
    ...unknownNames({
      path: [...path, 'receivers'],
      names: entry['receivers'],
      known,
      message: 'is no receiver',
    }),
    ...list(entry['escalate']).flatMap((step, index) =>
      unknownNames({
        path: [...path, 'escalate', index, 'receivers'],
        names: isMapping(step) ? step['receivers'] : undefined,
        known,
        message: 'is no receiver',
      }),
    ),
  ];
}

function checkFallback(root: unknown, path: Path, receiver: Mapping): readonly Finding[] {
  const names = valueAt(receiver, ['fallback', 'receivers']);
  const place = [...path, 'fallback', 'receivers'];
  const others = namesOf(root, 'receivers').filter((name) => name !== receiver['name']);
  return [
    ...list(names).flatMap((name, index) =>
      name === receiver['name'] && name !== undefined
        ? [{ path: [...place, index], message: 'is the receiver itself', hint: 'name somebody else' }]
        : [],
    ),
    ...unknownNames({
      path: place,
      names: list(names).map((name) => (name === receiver['name'] ? '' : name)),
      known: others,
      message: 'is no receiver',
    }),
  ];
}

function checkMatch(root: unknown, path: Path, entry: Mapping): readonly Finding[] {
  return [
    ...unknownNames({
      path: [...path, 'match', 'targets'],
      names: valueAt(entry, ['match', 'targets']),
      known: namesOf(root, 'targets'),
      message: 'is no target',
    }),
    ...unknownNames({
      path: [...path, 'match', 'states'],
      names: valueAt(entry, ['match', 'states']),
      known: KNOWN_STATES,
      message: 'is no state of a job',
    }),
  ];
}

function checkOwner(root: unknown, path: Path, rule: Mapping): readonly Finding[] {
  const owners = valueAt(rule, ['owner', 'receivers']);
  if (!isMapping(owners)) return [];
  const known = namesOf(root, 'receivers');
  return Object.entries(owners).flatMap(([owner, receiver]): Finding[] => {
    if (typeof receiver !== 'string' || known.includes(receiver)) return [];
    const place = [...path, 'owner', 'receivers', owner];
    return [{ path: place, message: 'is no receiver', hint: suggest(receiver, known) }];
  });
}

function toMapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Entries of a list that name nothing known; one with `*` or `?` is a pattern and may match what comes later. */
function unknownNames(options: {
  path: Path;
  names: unknown;
  known: readonly string[];
  message: string;
}): readonly Finding[] {
  const { path, names, known, message } = options;
  if (!Array.isArray(names)) return [];
  return names.flatMap((name: unknown, index) => {
    if (typeof name !== 'string' || name === '' || /[*?]/.test(name) || known.includes(name)) return [];
    return [{ path: [...path, index], message, hint: suggest(name, known) }];
  });
}
