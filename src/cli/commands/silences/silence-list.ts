import { formatMatchers } from '../../../core/mute/parse-matcher.ts';
import { toIso } from '../../../platform/time.ts';
import type { KeptSilence } from '../../backend/backend.ts';
import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { formatTable } from '../../terminal/table.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';

/** `batchwatch silence list`: silences that hold or are to come, with `all` those that are over, too. @throws ConfigFault, StoreFault, RemoteFault */
export async function silenceList(
  options: { location: BackendLocation; all: boolean; json: boolean },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const { language, timezone } = backend;
    const silences = await backend.silences.list(options);
    const words = cliWords(language).silence;
    if (options.json) terminal.out(toJson(silences));
    else if (silences.length === 0) terminal.out(words.none);
    else
      terminal.out(
        formatTable(
          words.columns.map((name, at) => (at === 2 || at === 3 ? inZone(name, timezone) : name)),
          silences.map((silence) => toRow(silence, timezone, words)),
          { columns: terminal.columns, elastic: [1, 4, 5, 6] },
        ),
      );
    return EXIT.done;
  });
}

function toRow(
  silence: KeptSilence,
  timezone: string,
  { endedBy, damaged, states }: CliWords['silence'],
): string[] {
  const { ended } = silence;
  const state = states[silence.state];
  return [
    String(silence.id),
    ended === undefined ? state : endedBy(state, ended.by),
    tableTime(silence.from, timezone),
    tableTime(silence.until, timezone),
    formatMatchers(silence.matchers) || damaged,
    silence.author,
    silence.comment,
  ];
}

function toJson(silences: readonly KeptSilence[]): string {
  return formatJson(
    silences.map(({ state, ended, ...silence }) => ({
      ...silence,
      from: toIso(silence.from),
      until: toIso(silence.until),
      state,
      ...(ended && { ended: { by: ended.by, at: toIso(ended.at) } }),
    })),
  );
}
