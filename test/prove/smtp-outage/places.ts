import { LIMITED, type Way, WAYS } from '../channels/destinations.ts';
import { type Due, judgeArrivals, keyOf, type Life } from '../channels/judge-arrivals.ts';
import { entriesIn, numbersFor } from '../channels/recorded.ts';
import type { Destination, StandIns } from '../channels/stand-ins.ts';
import type { ProofStore } from '../store/proof-store.ts';
import { SILENT } from './vendor-outage.ts';

/** Every way over HTTP, and a destination that never answers. */
export const OUTAGE_WAYS: readonly Way[] = WAYS.flatMap((way) =>
  way.vendor.name === 'teams' ? [way, { ...way, name: SILENT }] : [way],
);

/** One message a second is all that Slack takes: it gets every tenth job. */
const SLOW = 'slack';

/** Returns the configuration's part that names receivers, rules and limits. Each destination is a receiver of its own. */
export function placesConfig(destinations: readonly Destination[], to: readonly string[]) {
  // Each job is an incident of its own: gathered into a few, all of them would go into a few messages, and each of these
  // would meet so many faults that it waits for its own next attempt, not for the server.
  const rule = { groupBy: ['jobId'], continue: true };
  const fast = destinations.filter((one) => !isSlow(one)).map(({ way }) => way.name);
  const slow = destinations.filter(isSlow).map(({ way }) => way.name);
  const keys = destinations.map(({ way }) => way.vendor.key).filter((key) => key !== LIMITED);
  return {
    receivers: [
      { name: 'oncall', email: { to } },
      ...destinations.map(({ way, block }) => ({ name: way.name, [way.vendor.key]: block })),
    ],
    rules: [
      { name: 'failures', receivers: ['oncall', ...fast], ...rule },
      { name: 'every tenth', receivers: slow, match: { names: ['nightly-*0'] }, ...rule },
    ],
    channels: Object.fromEntries(keys.map((key) => [key, { maxPerMinute: 10_000 }])),
  };
}

function isSlow({ way }: Destination): boolean {
  return way.vendor.name === SLOW;
}

export interface PlacesJudgement {
  /** Messages that were due at all destinations but the silent one. */
  due: number;
  merged: number;
  repeats: number;
  /** Messages that wait for the silent one. */
  silent: number;
  faults: readonly string[];
}

/**
 * Judges what each destination got. Every job that it is to hear of has a message. What nobody knows the fate of waits in
 * the outbox; only that, and all for the silent one. Nothing is given up.
 */
export async function judgePlaces(
  { destinations, arrivals }: StandIns,
  { store, lives, jobs }: { store: ProofStore; lives: readonly Life[]; jobs: number },
): Promise<PlacesJudgement> {
  const pending = await entriesIn(store, "state = 'pending'");
  const dead = await entriesIn(store, "state = 'dead'");
  const judging = destinations.map(async ({ way, recipient }) => {
    const place = { channel: way.vendor.name, recipient };
    const numbers = await numbersFor(store, way.name);
    const waiting = new Set([...numbers].filter((number) => pending.has(keyOf(place, number))));
    const due: Due = { ...place, numbers, waiting, endings: new Map() };
    const expected = way.vendor.name === SLOW ? Math.floor(jobs / 10) : jobs;
    const { faults, ...counts } = judgeArrivals(arrivals, lives, due);
    const missing =
      numbers.size === expected ? [] : [`${way.name}: ${numbers.size} messages for ${expected} jobs`];
    const isSilent = way.name === SILENT;
    const answered = isSilent && waiting.size < numbers.size ? [`${way.name}: something is settled`] : [];
    return {
      ...counts,
      isSilent,
      waits: waiting.size,
      due: numbers.size,
      faults: [...missing, ...answered, ...faults],
    };
  });
  const judged = await Promise.all(judging);
  const well = judged.filter(({ isSilent }) => !isSilent);
  return {
    due: sum(well, ({ due }) => due),
    merged: sum(well, ({ merged }) => merged),
    repeats: sum(well, ({ repeats }) => repeats),
    silent: sum(judged, ({ isSilent, waits }) => (isSilent ? waits : 0)),
    faults: [...judged.flatMap(({ faults }) => faults), ...[...dead].map((entry) => `given up: ${entry}`)],
  };
}

/** Names what the destinations still wait for, but for the silent one, and for what nobody knows the fate of. */
export async function leftover(store: ProofStore, { destinations }: StandIns): Promise<readonly string[]> {
  const silent = destinations.find(({ way }) => way.name === SILENT);
  const open =
    "state IN ('pending', 'claimed') AND channel <> 'email' AND held_by IS DISTINCT FROM 'unanswered'";
  const entries = [...(await entriesIn(store, open))];
  return silent === undefined
    ? entries
    : entries.filter((entry) => !entry.startsWith(keyOf({ channel: silent.way.vendor.name, ...silent }, '')));
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0);
}
