import { LONGEST_SILENCE, readSpan, type SpanFault } from '../../../core/mute/silence-span.ts';
import { silenceJson } from '../../../http/api/json/silence-json.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { writeDuration, type Clock, type Instant } from '../../../platform/time.ts';
import type { SilenceBackend } from '../backend.ts';
import { orNone, type RemoteClient } from './client.ts';
import { RemoteFault } from './remote-fault.ts';

/** Silences of a running daemon, whose clock counts. People type times in `timezone`. */
export function remoteSilences(
  client: RemoteClient,
  { timezone, clock }: { timezone: string; clock: Clock },
): SilenceBackend {
  return {
    list: async ({ all }) => {
      const silences = await client.list('/silences', silenceJson, { all: String(all) });
      return silences.toSorted((a, b) => a.until - b.until || a.id - b.id);
    },
    add: async ({ matchers, author, comment, ...asked }) => {
      const span = readSpan(asked, timezone);
      if (typeof span === 'string') return span;
      const body = {
        matchers,
        author,
        comment,
        ...withIsoTimes(span, 'from', 'until'),
        for: span.for && writeDuration(span.for),
      };
      try {
        return await client.post('/silences', silenceJson, body);
      } catch (error) {
        const fault = error instanceof RemoteFault ? spanFault(error, span.until, clock.now()) : undefined;
        if (fault === undefined) throw error;
        return fault;
      }
    },
    expire: async (id, by) => {
      // To end one that is over changes nothing, and is not refused.
      const before = await orNone(client.get(`/silences/${id}`, silenceJson.pick({ state: true })));
      if (before?.state === 'expired') return 'already-over';
      const ended =
        before && (await orNone(client.post(`/silences/${id}/expire`, silenceJson, { author: by })));
      return ended === undefined ? 'unknown' : 'done';
    },
  };
}

/** The fault that the daemon found with a span. Faults that no clock decides were found before. */
function spanFault({ paths }: RemoteFault, until: Instant | undefined, now: Instant): SpanFault | undefined {
  switch (paths.join()) {
    case 'from':
      return 'long-begun';
    case 'for':
      return 'too-far';
    case 'until':
      // The daemon's clock counts. Ours only separates the far side of the year from the near one.
      return until !== undefined && until > now + LONGEST_SILENCE / 2 ? 'too-far' : 'over';
    default:
      return undefined;
  }
}
