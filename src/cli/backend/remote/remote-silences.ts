import { z } from 'zod';
import { LONGEST_SILENCE, readSpan, type SpanFault } from '../../../core/mute/silence-span.ts';
import { SILENCE_KEYS, SILENCE_STATES } from '../../../core/mute/silence.ts';
import { writeDuration, type Clock, type Instant } from '../../../platform/time.ts';
import type { KeptSilence, SilenceBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { orNone } from './or-none.ts';
import { RemoteFault } from './remote-fault.ts';
import { remoteTime } from './remote-time.ts';

const endedJson = z.object({ by: z.string(), at: remoteTime });

const silenceJson = z
  .object({
    id: z.int(),
    state: z.enum(SILENCE_STATES),
    matchers: z.array(z.object({ key: z.enum(SILENCE_KEYS), glob: z.string() })),
    from: remoteTime,
    until: remoteTime,
    author: z.string(),
    comment: z.string(),
    ended: endedJson.optional(),
  })
  .transform(({ ended, ...silence }): KeptSilence => ({ ...silence, ...(ended && { ended }) }));

/** Silences of a running daemon, whose clock counts. `timezone`: in which times are typed. */
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
        from: toIso(span.from),
        for: span.for === undefined ? undefined : writeDuration(span.for),
        until: toIso(span.until),
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
      const before = await orNone(client.get(`/silences/${id}`, z.object({ state: z.string() })));
      if (before === undefined || before.state === 'expired') return false;
      return (await orNone(client.post(`/silences/${id}/expire`, silenceJson, { author: by }))) !== undefined;
    },
  };
}

/** What the daemon found wrong with a span. What is wrong whatever the time is was looked at before. */
function spanFault({ paths }: RemoteFault, until: Instant | undefined, now: Instant): SpanFault | undefined {
  switch (paths.join()) {
    case 'from':
      return 'long-begun';
    case 'for':
      return 'too-far';
    case 'until':
      // The daemon's clock counts; ours only tells the far side of the year from the near one.
      return until !== undefined && until > now + LONGEST_SILENCE / 2 ? 'too-far' : 'over';
    default:
      return undefined;
  }
}

function toIso(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}
