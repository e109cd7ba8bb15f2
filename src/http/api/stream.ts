import { z } from '@hono/zod-openapi';
import type { StreamPosition } from '../../store/views/stream-events.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { EventFeed, type EventChunk } from './event-feed.ts';
import {
  formatPosition,
  streamedIncidentJson,
  parsePosition,
  streamedTransitionJson,
} from './stream-text.ts';
import { problem } from '../respond/problem.ts';
import { readRoute } from './routes.ts';

/** Adds the stream of transitions and incidents. */
export function addStream(api: Api, options: ApiOptions): void {
  const feed = new EventFeed(options);
  // No answer has these schemas, but the document names the data of the events.
  api.openAPIRegistry.register('TransitionNews', streamedTransitionJson);
  api.openAPIRegistry.register('IncidentNews', streamedIncidentJson);
  const route = readRoute(options.access, {
    path: '/stream',
    operationId: 'streamNews',
    summary: 'Transitions and incidents as they happen',
    description:
      'Server-sent events `transition` (data: `TransitionNews`) and `incident` (data: `IncidentNews`). One that comes ' +
      'back with `Last-Event-ID` goes on where it stopped, without a gap. A comment every 15 s shows that it lives. It ' +
      'ends when whoever listens may not any more.',
    request: { headers: z.object({ 'last-event-id': z.string().optional() }) },
    answer: ['A stream that does not end.', z.string(), 'text/event-stream'],
    refusals: {
      503: 'Too many listen, or the store cannot be read; `Retry-After` says when to come back.',
    },
  });
  api.openapi(route, async (context) => {
    const stoppedAt = parsePosition(context.req.valid('header')['last-event-id'] ?? '');
    const position = await feed.position(stoppedAt);
    if (feed.listeners >= MOST_LISTENERS) {
      context.header('Retry-After', String(COME_BACK_AFTER));
      const detail = `Come back in ${COME_BACK_AFTER} s; at most ${MOST_LISTENERS} listen at once.`;
      return problem(context, { status: 503, title: 'too many listen', detail });
    }
    const mayListen = () => options.access.wouldLetIn(context, 'read');
    return new Response(streamFrom(feed, { position, mayListen }), { headers: HEADERS });
  });
}

/** Half of the connections that one address may have by default. Each listener keeps one as long as it likes. */
const MOST_LISTENERS = 50;

/** In seconds. */
const COME_BACK_AFTER = 15;

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  // Without it, the tag would be made of the whole answer, which never ends.
  ETag: 'W/"stream"',
  // A proxy that buffers answers, as nginx does, would hold it up for good.
  'X-Accel-Buffering': 'no',
};

/** The pause of a client before it comes back, in milliseconds. */
const RETRY_AFTER = 3_000;

interface Listener {
  position: StreamPosition;
  mayListen: () => Promise<boolean>;
}

/**
 * Returns the stream of a listener. Nothing is read ahead: each piece is made when the client has taken the one before.
 * The server drops a client that takes nothing, as any that stalls.
 */
function streamFrom(feed: EventFeed, listener: Listener): ReadableStream<Uint8Array> {
  let { position } = listener;
  let state: 'new' | 'open' | 'over' = 'new';
  const end = () => {
    if (state === 'open') feed.leave();
    state = 'over';
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (state === 'new') {
          // Not earlier: a request for the head alone does not listen.
          state = 'open';
          feed.join();
          controller.enqueue(
            new TextEncoder().encode(`retry: ${RETRY_AFTER}\nid: ${formatPosition(position)}\n\n`),
          );
          return;
        }
        const piece = await nextPiece(feed, { ...listener, position, isOver: () => state === 'over' });
        if (state === 'over') return;
        if (piece === undefined) {
          end();
          controller.close();
          return;
        }
        position = piece.next;
        controller.enqueue(piece.bytes);
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

/** Returns the next piece of a listener. `undefined` at the end of the stream. */
async function nextPiece(
  feed: EventFeed,
  listener: Listener & { isOver: () => boolean },
): Promise<EventChunk | undefined> {
  for (let at = listener.position; ;) {
    const piece = await feed.after(at).catch(() => undefined);
    // Checked each time: a stream outlives changes of the access rules.
    const mayListen = await listener.mayListen().catch(() => false);
    if (piece === undefined || !mayListen || listener.isOver()) return undefined;
    if (piece.bytes.length > 0) return piece;
    at = piece.next;
  }
}
