import { formatMatchers } from '../alerts/silence-matcher.ts';
import { silenceState, type Silence } from '../alerts/silence.ts';
import { formatInstant, type Instant } from '../time.ts';
import { withDesk, type Place } from './desk/with-desk.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';

/** `batchwatch silence list`: silences that hold or are to come, with `all` those that are over, too. @throws ConfigFault, StoreFault, RemoteFault */
export async function silenceList(
  options: { readonly place: Place; readonly all: boolean; readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async (desk) => {
    const { language, timezone } = desk;
    const now = terminal.clock.now();
    const silences = await desk.silences.list(options);
    const words = cliWords(language).silence;
    if (options.json) terminal.out(toJson(silences, now));
    else if (silences.length === 0) terminal.out(words.none);
    else
      terminal.out(
        formatTable(
          words.columns,
          silences.map((silence) => toRow(silence, { now, timezone })),
        ),
      );
    return EXIT.done;
  });
}

function toRow(silence: Silence, { now, timezone }: { readonly now: Instant; readonly timezone: string }) {
  return [
    String(silence.id),
    silenceState(silence, now),
    formatInstant(silence.from, timezone),
    formatInstant(silence.until, timezone),
    formatMatchers(silence.matchers),
    silence.author,
    silence.comment,
  ];
}

function toJson(silences: readonly Silence[], now: Instant): string {
  return formatJson(
    silences.map((silence) => ({
      ...silence,
      state: silenceState(silence, now),
      from: new Date(silence.from).toISOString(),
      until: new Date(silence.until).toISOString(),
    })),
  );
}
