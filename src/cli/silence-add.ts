import { matchesGlob } from '../alerts/glob.ts';
import { formatMatchers } from '../alerts/silence-matcher.ts';
import { silenceSpan, type AskedSpan, type SpanFault } from '../alerts/silence-span.ts';
import type { SilenceMatcher } from '../alerts/silence.ts';
import { nearest } from '../config/nearest.ts';
import { formatDuration, formatInstant, type Duration } from '../time.ts';
import { withDesk, type Place } from './desk/with-desk.ts';
import { EXIT } from './exit-code.ts';
import { signed, type Signature } from './signature.ts';
import { showControls } from './table.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';
import type { CliWords } from './words/catalogue.ts';

/**
 * `batchwatch silence add`: nothing is told of what all matchers match, for a time. A running daemon obeys within a
 * second. @returns 64 when the time makes no sense. @throws ConfigFault, StoreFault, RemoteFault
 */
export async function silenceAdd(
  options: Signature &
    AskedSpan & {
      readonly place: Place;
      readonly match: readonly SilenceMatcher[];
    },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async (desk) => {
    const { timezone, language } = desk;
    const words = cliWords(language).silence;
    const now = terminal.clock.now();
    const span = silenceSpan(options, { now, timezone });
    if (typeof span === 'string') {
      terminal.err(describeFault(span, options, words));
      return EXIT.usage;
    }
    const { by: author, comment } = signed(options, terminal);
    const id = await desk.silences.add({ ...span, matchers: options.match, author, comment });
    const matchers = showControls(formatMatchers(options.match));
    const wait: Duration = span.from - now;
    terminal.out(
      words.added(id, matchers, {
        from: wait > 0 ? formatInstant(span.from, timezone) : undefined,
        until: formatInstant(span.until, timezone),
        span: formatDuration(span.until - Math.max(span.from, now)),
      }),
    );
    terminal.err(unknownTargets(options.match, { names: await desk.targets(), words }));
    return EXIT.done;
  });
}

function describeFault(fault: SpanFault, asked: AskedSpan, words: CliWords['silence']): string {
  switch (fault) {
    case 'for-or-until':
      return words.forOrUntil;
    case 'bad-from':
      return words.badTime('--from', showControls(asked.from ?? ''));
    case 'bad-until':
      return words.badTime('--until', showControls(asked.until ?? ''));
    case 'over':
      return words.over;
    case 'ends-first':
      return words.endsFirst;
  }
}

/** A target that is not configured is most likely mistyped; the silence is kept all the same. */
function unknownTargets(
  matchers: readonly SilenceMatcher[],
  { names, words }: { readonly names: readonly string[]; readonly words: CliWords['silence'] },
): string {
  return matchers
    .filter(({ key, glob }) => key === 'target' && !names.some((name) => matchesGlob(glob, name)))
    .map(({ glob }) => words.noSuchTarget(showControls(glob), nearest(glob, names)))
    .join('');
}
