import type { Instant } from '../../../src/platform/time.ts';
import { type Arrival, partsOf } from './arrival.ts';

/** One process that delivered, from its start to its end. */
export interface Life {
  startedAt: Instant;
  /** How it was killed. `undefined`: it ended in order. */
  killed: string | undefined;
  /** What it recorded as delivered, as `keyOf` names it. */
  recorded: ReadonlySet<string>;
}

/** A destination, as the outbox names it, and the numbers that it must get in the end. */
export interface Due {
  channel: string;
  recipient: string;
  numbers: ReadonlySet<string>;
  /** The number of the message that ends an incident. */
  endings: ReadonlyMap<string, string>;
  /** Numbers that wait for the rate, on disk. */
  waiting: ReadonlySet<string>;
}

export interface Judgement {
  /** Messages that were taken twice. */
  repeats: number;
  /** Messages that came as a line of another one. */
  merged: number;
  /** What may not be. */
  faults: readonly string[];
}

/** Names an entry of the outbox: the message of this number for this destination. */
export function keyOf({ channel, recipient }: Pick<Due, 'channel' | 'recipient'>, number: string): string {
  return `${channel} ${recipient} ${number}`;
}

/**
 * Judges what one destination got, of all that arrived anywhere. Nothing is missing. What a process recorded had arrived, alone or as a line of a
 * merged message. Only a kill repeats a message: the last of its life there, which was not recorded. At a destination with
 * an order of its own, no message of a thread overtakes another. An Alertmanager is sent its alerts again on purpose: it
 * is judged by those it holds.
 */
export function judgeArrivals(all: readonly Arrival[], lives: readonly Life[], due: Due): Judgement {
  const name = `${due.channel} ${due.recipient}`;
  const lane = all
    .filter(
      ({ channel, recipient }) =>
        channel === due.channel && (channel === 'email' || recipient === due.recipient),
    )
    .map((arrival) => withNumber(arrival, due));
  const arrivals = lane.filter(({ recipient }) => recipient === due.recipient);
  const isRepeatedOnPurpose = due.channel === 'alertmanager';
  const { repeats, faults } = isRepeatedOnPurpose ? NO_REPEATS : judgeRepeats(arrivals, { lives, due, lane });
  const own = new Set(arrivals.filter(({ isTaken }) => isTaken).flatMap(({ numbers }) => numbers));
  const { merged, unsent } = recordedInLines(arrivals, lives, due);
  const lost = [...due.numbers].filter(
    (number) => !own.has(number) && !merged.has(number) && !due.waiting.has(number),
  );
  const invented = [...own, ...merged].filter((number) => !due.numbers.has(number));
  const inOrder = due.channel === 'email' || isRepeatedOnPurpose ? [] : overtakers(arrivals);
  const named = [
    ['lost', lost],
    ['recorded and never sent', unsent],
    ['invented', invented],
    ['overtook an earlier one of its thread', inOrder],
  ] as const;
  return {
    repeats,
    merged: merged.size,
    faults: [
      ...named.flatMap(([what, numbers]) =>
        numbers.length === 0 ? [] : [`${name}: ${numbers.length} ${what}: ${numbers.slice(0, 5).join(', ')}`],
      ),
      ...faults.map((fault) => `${name}: ${fault}`),
    ],
  };
}

const NO_REPEATS = { repeats: 0, faults: [] };

/** The end of an alert names its incident alone. */
function withNumber(arrival: Arrival, { endings }: Due): Arrival {
  if (arrival.ends === undefined) return arrival;
  return { ...arrival, numbers: [endings.get(arrival.ends) ?? `${arrival.ends} (its end)`] };
}

interface Context {
  lives: readonly Life[];
  due: Due;
  /** What went there one after the other: all mails, or what one destination got. */
  lane: readonly Arrival[];
}

function judgeRepeats(arrivals: readonly Arrival[], context: Context) {
  const taken = new Map<string, Arrival>();
  const faults: string[] = [];
  let repeats = 0;
  for (const arrival of arrivals) {
    for (const number of arrival.numbers) {
      const earlier = taken.get(number);
      if (arrival.isTaken) taken.set(number, arrival);
      // What the other side refused, at its limit for one, is offered again.
      if (earlier === undefined) continue;
      if (arrival.isTaken) repeats += 1;
      const life = lifeOf(earlier, context.lives);
      const fault = life === undefined ? 'before any start' : repeatFault({ earlier, life, number }, context);
      if (fault !== undefined) faults.push(`${number} repeated, ${fault} (${life?.killed ?? 'no kill'})`);
    }
  }
  return { repeats, faults };
}

function repeatFault(
  { earlier, life, number }: { earlier: Arrival; life: Life; number: string },
  { lives, due, lane }: Context,
): string | undefined {
  if (life.killed === undefined) return 'without a kill';
  if (life.recorded.has(keyOf(due, number))) return 'although recorded';
  const lastOfLife = lane.findLast((arrival) => lifeOf(arrival, lives) === life);
  return lastOfLife === earlier ? undefined : 'although another one was sent after it';
}

/** What a life recorded must have come in it. A merged message shows the incidents alone: each line stands for one entry. */
function recordedInLines(arrivals: readonly Arrival[], lives: readonly Life[], due: Due) {
  const merged = new Set<string>();
  const unsent: string[] = [];
  const prefix = keyOf(due, '');
  for (const life of lives) {
    const its = arrivals.filter((arrival) => arrival.isTaken && lifeOf(arrival, lives) === life);
    const own = new Set(its.filter(({ lines }) => lines.length === 0).flatMap(({ numbers }) => numbers));
    const lines = its.flatMap((arrival) => arrival.lines);
    for (const key of life.recorded) {
      if (!key.startsWith(prefix)) continue;
      const number = key.slice(prefix.length);
      if (own.has(number)) continue;
      const line = lines.indexOf(partsOf(number).incident);
      if (line === -1) unsent.push(number);
      else {
        lines.splice(line, 1);
        merged.add(number);
      }
    }
  }
  return { merged, unsent };
}

function overtakers(arrivals: readonly Arrival[]): readonly string[] {
  const places = new Map<string, number>();
  return arrivals.flatMap(({ numbers, lines }) =>
    numbers.filter((number) => {
      if (lines.length > 0) return false;
      const { thread, place } = partsOf(number);
      const before = places.get(thread) ?? 0;
      places.set(thread, Math.max(before, place));
      return place < before;
    }),
  );
}

function lifeOf({ at }: Arrival, lives: readonly Life[]): Life | undefined {
  return lives.findLast(({ startedAt }) => startedAt <= at);
}
