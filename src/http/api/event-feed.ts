import type { Store } from '../../store/store.ts';
import { eventsBetween, latestPosition, type StreamPosition } from '../../store/views/stream-events.ts';
import { SECOND, type Clock } from '../../platform/time.ts';
import { streamText } from './stream-text.ts';

/** The time between two looks at the store while somebody listens. */
const LOOK_EVERY = SECOND;

/** The number of looks after which the access of each listener is checked again. */
const CHECK_EVERY = 5;

/** The number of looks after which idle listeners get a sign of life. */
const BEAT_EVERY = 15;

/** The most transitions, and the most events of incidents, in one piece. Memory holds no more of a slow listener. */
const MOST_AT_ONCE = 100;

/** A comment line, which keeps the connection from looking dead. */
const BEAT = new TextEncoder().encode(':\n\n');

/** A piece without text. */
const NOTHING = new Uint8Array(0);

/** A part of the stream, and the position behind it. */
export interface EventChunk {
  /** Empty when nothing happened, but the access of the listener must be checked. */
  bytes: Uint8Array;
  next: StreamPosition;
}

type Wake = 'news' | 'beat' | 'check' | 'failed';

/**
 * Reads the store's new events for all listeners. One look a second, at two numbers, serves them all. Without
 * listeners there are no looks. Each listener keeps its own position and reads on when it has room. Unread events
 * wait in the store, not in memory.
 */
export class EventFeed {
  readonly #store: Store;
  readonly #clock: Clock;
  #listeners = 0;
  #stop = new AbortController();
  #wake = Promise.withResolvers<Wake>();
  /** The end of the store at the last look. */
  #newest: StreamPosition = { transition: 0, event: 0 };
  #looked: Promise<unknown> = Promise.resolve();
  /** Pieces that were read since then, by the position before them. Listeners at one position share a piece. */
  readonly #pieces = new Map<string, Promise<EventChunk>>();

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The number of listeners. */
  get listeners(): number {
    return this.#listeners;
  }

  /** Counts a listener in, until `leave`. */
  join(): void {
    this.#listeners += 1;
    if (this.#listeners > 1) return;
    this.#stop = new AbortController();
    void this.#keepLooking(this.#stop.signal);
  }

  leave(): void {
    this.#listeners -= 1;
    if (this.#listeners === 0) this.#stop.abort();
  }

  /** Returns the position to begin at: where a listener stopped, else the end of the store. @throws StoreFault */
  async position(stoppedAt: StreamPosition | undefined): Promise<StreamPosition> {
    await this.#look();
    return stoppedAt === undefined ? this.#newest : within(stoppedAt, this.#newest);
  }

  /** Waits for the piece after a position. `undefined` when the store could not be read. @throws StoreFault */
  async after(position: StreamPosition): Promise<EventChunk | undefined> {
    for (let at = position; ;) {
      const wake = this.#wake.promise;
      at = within(at, this.#newest);
      if (at.transition < this.#newest.transition || at.event < this.#newest.event)
        return await this.#piece(at);
      const why = await wake;
      if (why === 'failed') return undefined;
      if (why === 'beat') return { bytes: BEAT, next: at };
      if (why === 'check') return { bytes: NOTHING, next: at };
    }
  }

  async #keepLooking(signal: AbortSignal): Promise<void> {
    for (let looks = 1; !signal.aborted; looks += 1) {
      const isAwake = this.#clock.sleep(LOOK_EVERY, signal).then(
        () => true,
        () => false,
      );
      if (!(await isAwake)) return;
      try {
        await this.#look();
      } catch {
        // The listeners come back, and then see what is wrong with the store.
        this.#rouse('failed');
      }
      if (looks % BEAT_EVERY === 0) this.#rouse('beat');
      else if (looks % CHECK_EVERY === 0) this.#rouse('check');
    }
  }

  /** Looks one at a time, so that a slow look never puts an older position in place of a newer one. */
  async #look(): Promise<void> {
    const look = this.#looked.then(() => this.#lookNow());
    this.#looked = look.catch(() => undefined);
    await look;
  }

  async #lookNow(): Promise<void> {
    const newest = await this.#store.read(latestPosition);
    if (newest.transition === this.#newest.transition && newest.event === this.#newest.event) return;
    this.#newest = newest;
    this.#pieces.clear();
    this.#rouse('news');
  }

  #rouse(why: Wake): void {
    const { resolve } = this.#wake;
    this.#wake = Promise.withResolvers();
    resolve(why);
  }

  async #piece(after: StreamPosition): Promise<EventChunk> {
    const key = `${after.transition}-${after.event}`;
    const known = this.#pieces.get(key);
    if (known !== undefined) return await known;
    const span = { after, upTo: this.#newest, limit: MOST_AT_ONCE };
    const piece = this.#store
      .read((db) => eventsBetween(db, span))
      .then((events) => ({ bytes: new TextEncoder().encode(streamText(events, after)), next: events.next }));
    // Listeners that catch up stand at different positions.
    if (this.#pieces.size >= MOST_PIECES) this.#pieces.clear();
    this.#pieces.set(key, piece);
    return await piece;
  }
}

const MOST_PIECES = 8;

/** Returns the position, at most the end of the store: rows may be pruned, or the store may be another one. */
function within(position: StreamPosition, newest: StreamPosition): StreamPosition {
  if (position.transition <= newest.transition && position.event <= newest.event) return position;
  return {
    transition: Math.min(position.transition, newest.transition),
    event: Math.min(position.event, newest.event),
  };
}
