import { formatMatchers } from '../../../core/mute/parse-matcher.ts';
import { toSilenceJson } from '../../../http/api/json/silence-json.ts';
import type { KeptSilence } from '../../backend/backend.ts';
import { printList, type Listing } from '../../session/print-list.ts';
import type { Session } from '../../session/session.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';

/** `batchwatch silence list`: lists silences; `all`: also those that are over. @throws StoreFault, RemoteFault */
export async function silenceList(
  session: Session,
  { all = false, json }: { all?: boolean; json?: boolean },
): Promise<number> {
  const silences = await session.backend.silences.list({ all });
  return printList(session, silences, { ...listing(session), json });
}

function listing({ backend: { timezone }, words: { silence: words } }: Session): Listing<KeptSilence> {
  return {
    none: words.none,
    head: words.columns.map((name, at) => (at === 2 || at === 3 ? inZone(name, timezone) : name)),
    toRow: ({ id, state, ended, from, until, matchers, author, comment }) => [
      String(id),
      ended === undefined ? words.states[state] : words.endedBy(words.states[state], ended.by),
      tableTime(from, timezone),
      tableTime(until, timezone),
      formatMatchers(matchers) || words.damaged,
      author,
      comment,
    ],
    elastic: [1, 4, 5, 6],
    toJson: toSilenceJson,
  };
}
