import { isMistyped, knownValues, matchersMeant } from '../../../core/mute/matchers-meant.ts';
import { formatMatchers } from '../../../core/mute/parse-matcher.ts';
import type { AskedSpan, SpanFault } from '../../../core/mute/silence-span.ts';
import type { SilenceMatcher } from '../../../core/mute/silence.ts';
import { nearest } from '../../../platform/text/nearest.ts';
import { formatDuration, formatInstant, type Instant } from '../../../platform/time.ts';
import type { Backend, KeptSilence } from '../../backend/backend.ts';
import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';

/**
 * `batchwatch silence add`: what all matchers match notifies nobody, for a time. A running daemon obeys within a
 * second. @returns 64 when the time makes no sense, 1 when there is no such incident. @throws ConfigFault, StoreFault, RemoteFault
 */
export async function silenceAdd(
  options: ActorOptions &
    AskedSpan & {
      location: BackendLocation;
      match: readonly SilenceMatcher[];
    },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const { timezone, language } = backend;
    const words = cliWords(language).silence;
    const actor = await resolveActor(options, terminal, cliWords(language).author);
    if (actor === undefined) return EXIT.failed;
    const { by: author, comment } = actor;
    const { from, until, for: length } = options;
    const targets = await backend.targets();
    const meant = await incidentsMeant(matchersMeant(options.match, targets), backend);
    if ('error' in meant) {
      terminal.err(meant.error);
      return meant.exitCode;
    }
    const { matchers } = meant;
    const added = await backend.silences.add({ matchers, from, until, for: length, author, comment });
    if (typeof added === 'string') {
      terminal.err(describeFault(added, options, words));
      return EXIT.usage;
    }
    terminal.out(
      describeAdded(added, { isFromNow: from === undefined, now: terminal.clock.now(), timezone, words }),
    );
    terminal.err(unknownValues(matchers, { targets, words }));
    return EXIT.done;
  });
}

function describeAdded(
  added: KeptSilence,
  asked: {
    isFromNow: boolean;
    now: Instant;
    timezone: string;
    words: CliWords['silence'];
  },
): string {
  const { isFromNow, now, timezone, words } = asked;
  const isToCome = added.state === 'pending';
  // Of one that has begun before, what is left of it.
  const begin = isFromNow || isToCome ? added.from : Math.max(added.from, now);
  return words.added(added.id, showUnseen(formatMatchers(added.matchers)), {
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
  { incidents, language }: Backend,
): Promise<{ matchers: readonly SilenceMatcher[] } | { exitCode: number; error: string }> {
  const meant: SilenceMatcher[] = [];
  for (const matcher of matchers) {
    if (matcher.key !== 'incident' || /[*?]/.test(matcher.glob)) meant.push(matcher);
    else {
      const found = await findIncident(incidents, matcher.glob, cliWords(language).incidents);
      if (found.id === undefined) return found;
      meant.push({ key: 'incident', glob: found.id });
    }
  }
  return { matchers: meant };
}

/** What no target, state, type or severity is called is most likely mistyped; the silence is kept all the same. */
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
