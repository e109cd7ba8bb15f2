import { matchesGlob } from '../alerts/glob.ts';
import { formatMatchers } from '../alerts/silence-matcher.ts';
import { silenceSpan, type AskedSpan, type SpanFault } from '../alerts/silence-span.ts';
import type { SilenceMatcher } from '../alerts/silence.ts';
import type { Config } from '../config/schema.ts';
import { nearest } from '../config/nearest.ts';
import { addSilence } from '../store/silences.ts';
import { formatDuration, formatInstant, type Duration } from '../time.ts';
import { EXIT } from './exit-code.ts';
import { signed, type Signature } from './signature.ts';
import { showControls } from './table.ts';
import type { Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';
import { type CliWords, cliWords } from './words.ts';

/**
 * `batchwatch silence add`: nothing is told of what all matchers match, for a time. A running daemon obeys within a
 * second. @returns 64 when the time makes no sense. @throws ConfigFault, StoreFault
 */
export async function silenceAdd(
  options: Signature &
    AskedSpan & {
      readonly config: string;
      readonly match: readonly SilenceMatcher[];
    },
  terminal: Terminal,
): Promise<number> {
  return await withStore(options.config, terminal, async (store, config) => {
    const { timezone, language } = config;
    const words = cliWords(language).silence;
    const now = terminal.clock.now();
    const span = silenceSpan(options, { now, timezone });
    if (typeof span === 'string') {
      terminal.err(describeFault(span, options, words));
      return EXIT.usage;
    }
    const { by: author, comment } = signed(options, terminal);
    const silence = { ...span, matchers: options.match, author, comment, createdAt: now };
    const id = await store.write((trx) => addSilence(trx, silence));
    const matchers = showControls(formatMatchers(options.match));
    const wait: Duration = span.from - now;
    terminal.out(
      words.added(id, matchers, {
        from: wait > 0 ? formatInstant(span.from, timezone) : undefined,
        until: formatInstant(span.until, timezone),
        span: formatDuration(span.until - Math.max(span.from, now)),
      }),
    );
    terminal.err(unknownTargets(options.match, { config, words }));
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
  { config, words }: { readonly config: Config; readonly words: CliWords['silence'] },
): string {
  const names = config.targets.map(({ name }) => name);
  return matchers
    .filter(({ key, glob }) => key === 'target' && !names.some((name) => matchesGlob(glob, name)))
    .map(({ glob }) => words.noSuchTarget(showControls(glob), nearest(glob, names)))
    .join('');
}
