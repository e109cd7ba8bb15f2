import { isMistyped, knownValues, matchersMeant } from '../../../core/mute/matchers-meant.ts';
import { formatMatchers } from '../../../core/mute/parse-matcher.ts';
import type { AskedSpan, SpanFault } from '../../../core/mute/silence-span.ts';
import type { SilenceMatcher } from '../../../core/mute/silence.ts';
import { nearest } from '../../../platform/text/nearest.ts';
import { formatDuration, formatInstant } from '../../../platform/time.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { KeptSilence } from '../../backend/backend.ts';
import { EXIT } from '../../exit/exit-code.ts';
import type { CliWords } from '../../locale/en.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { refuse, type Session } from '../../session/session.ts';

export type SilenceOptions = ActorOptions & AskedSpan & { match: readonly SilenceMatcher[] };

/**
 * `batchwatch silence add`: for a time, nothing that all matchers match notifies anybody. A running daemon obeys within
 * a second. @returns 64 when the time makes no sense, 1 when there is no such incident. @throws StoreFault, RemoteFault
 */
export async function silenceAdd(session: Session, options: SilenceOptions): Promise<number> {
  const { backend, terminal } = session;
  const words = session.words.silence;
  const actor = await resolveActor(options, session);
  if (actor === undefined) return EXIT.failed;
  const { by: author, comment } = actor;
  const { from, until, for: length } = options;
  const targets = await backend.targets();
  const meant = await incidentsMeant(matchersMeant(options.match, targets), session);
  if ('exitCode' in meant) return meant.exitCode;
  const { matchers } = meant;
  const added = await backend.silences.add({ matchers, from, until, for: length, author, comment });
  if (typeof added === 'string') return refuse(session, describeFault(added, options, words), EXIT.usage);
  terminal.out(describeAdded(added, { isFromNow: from === undefined, session }));
  terminal.err(unknownValues(matchers, { targets, words }));
  return EXIT.done;
}

function describeAdded(
  added: KeptSilence,
  { isFromNow, session }: { isFromNow: boolean; session: Session },
): string {
  const { timezone } = session.backend;
  const isToCome = added.state === 'pending';
  // Of one that has begun before, what is left of it.
  const begin = isFromNow || isToCome ? added.from : Math.max(added.from, session.terminal.clock.now());
  return session.words.silence.added(added.id, showUnseen(formatMatchers(added.matchers)), {
    from: isToCome ? formatInstant(added.from, timezone) : undefined,
    until: formatInstant(added.until, timezone),
    span: formatDuration(added.until - begin),
  });
}

function describeFault(fault: SpanFault, asked: AskedSpan, words: CliWords['silence']): string {
  switch (fault) {
    case 'for-or-until':
      return words.forOrUntil;
    case 'bad-from':
      return words.badTime('--from', showUnseen(asked.from ?? ''));
    case 'bad-until':
      return words.badTime('--until', showUnseen(asked.until ?? ''));
    case 'over':
      return words.over;
    case 'ends-first':
      return words.endsFirst;
    case 'too-far':
      return words.tooFar;
    case 'long-begun':
      return words.longBegun;
  }
}

/** Puts whole ids of incidents in place of their beginnings, which would cover nothing. */
async function incidentsMeant(
  matchers: readonly SilenceMatcher[],
  session: Session,
): Promise<{ matchers: readonly SilenceMatcher[] } | { exitCode: number }> {
  const meant: SilenceMatcher[] = [];
  for (const matcher of matchers) {
    if (matcher.key !== 'incident' || /[*?]/.test(matcher.glob)) meant.push(matcher);
    else {
      const found = await findIncident(session, matcher.glob);
      if ('exitCode' in found) return found;
      meant.push({ key: 'incident', glob: found.id });
    }
  }
  return { matchers: meant };
}

/** Warns of values that nothing has, which are most likely mistyped. The silence is kept all the same. */
function unknownValues(
  matchers: readonly SilenceMatcher[],
  { targets, words }: { targets: readonly string[]; words: CliWords['silence'] },
): string {
  return matchers
    .filter((matcher) => isMistyped(matcher, targets))
    .map(({ key, glob }) => {
      const known = knownValues(key, targets);
      const near = nearest(glob, known);
      if (key === 'target') return words.noSuchTarget(showUnseen(glob), near);
      return words.noSuchValue(key, showUnseen(glob), near === undefined ? known : [near]);
    })
    .join('');
}
