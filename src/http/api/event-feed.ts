import type { Store } from '../../store/sqlite/store.ts';
import { eventsBetween, latestPosition, type StreamPosition } from '../../store/views/stream-events.ts';
import { SECOND, type Clock } from '../../platform/time.ts';
import { streamText } from './stream-text.ts';

/** How often the store is looked at while somebody listens. */
const LOOK_EVERY = SECOND;

/** After so many looks, each listener is judged again. */
const CHECK_EVERY = 5;

/** After so many looks, those who have nothing to read get a sign of life. */
const BEAT_EVERY = 15;

/** Transitions, and as many events of incidents, in one piece at most: all that is held of one who falls behind. */
const MOST_AT_ONCE = 100;

/** A line that says nothing; it keeps the connection from looking dead. */
const BEAT = new TextEncoder().encode(':\n\n');

/** Nothing to read. */
const NOTHING = new Uint8Array(0);

/** Part of a stream, and the place behind it. */
export interface EventChunk {
  /** Empty when there is no news, but time to judge whether the listener may still listen. */
  bytes: Uint8Array;
  next: StreamPosition;
}

type Wake = 'news' | 'beat' | 'check' | 'failed';

/**
 * What is new in the store, for all who listen. One look a second, at two numbers, serves them all, and none is made
 * while nobody listens. Each listener keeps its own place and reads on when it has room: what it has not taken yet
 * waits in the store, not in memory.
 */
export class EventFeed {
  readonly #store: Store;
  readonly #clock: Clock;
  #listeners = 0;
  #stop = new AbortController();
  #wake = Promise.withResolvers<Wake>();
  /** Behind all that was there when the store was last looked at. */
  #newest: StreamPosition = { transition: 0, event: 0 };
  #looked: Promise<unknown> = Promise.resolve();
  /** What was read since then, by the place after which: those who stand together share it. */
  readonly #pieces = new Map<string, Promise<EventChunk>>();

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners;
  }

  /** To be undone by `leave`. */
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

  /** Where to begin: where somebody says that they stopped, else behind all that there is. @throws StoreFault */
  async position(stoppedAt: StreamPosition | undefined): Promise<StreamPosition> {
    await this.#look();
    return stoppedAt === undefined ? this.#newest : within(stoppedAt, this.#newest);
  }

  /** What comes after a place, once there is something; undefined when the store could not be read. @throws StoreFault */
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
        // Whoever listens comes back, and sees then what is wrong with the store.
        this.#rouse('failed');
      }
      if (looks % BEAT_EVERY === 0) this.#rouse('beat');
      else if (looks % CHECK_EVERY === 0) this.#rouse('check');
    }
  }

  /** One at a time, so that what is known never goes back to what was read before. */
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
    // Those who catch up stand each somewhere else.
    if (this.#pieces.size >= MOST_PIECES) this.#pieces.clear();
    this.#pieces.set(key, piece);
    return await piece;
  }
}

const MOST_PIECES = 8;

/**
 * A place beyond all that there is becomes the end of what there is: what lay between was pruned, or the store is
 * another one.
 */
function within(position: StreamPosition, newest: StreamPosition): StreamPosition {
  if (position.transition <= newest.transition && position.event <= newest.event) return position;
  return {
    transition: Math.min(position.transition, newest.transition),
    event: Math.min(position.event, newest.event),
  };
}
