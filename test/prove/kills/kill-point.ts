import { MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';

/** A point at which a process is killed: its name in the report, and the part that sees the moment come. */
export interface KillPoint {
  name: string;
  moment: Moment;
  /** The state of the delivery loop then. `anywhere` when the proof watches another part of the program. */
  delivery: 'not accepted yet' | 'accepted, not recorded' | 'recorded' | 'anywhere';
}

export type Moment =
  /** The program asks for the page after the n-th of its life. */
  | { seenBy: 'cloud'; pages: number }
  /** In the n-th SMTP session of its life. */
  | { seenBy: 'mail server'; phase: SmtpMoment; time: number }
  | ({ seenBy: 'switch' } & StoreMoment)
  | { seenBy: 'timer'; since: 'start' | 'listening'; ms: number };

export type SmtpMoment = 'connect' | 'final dot' | '250';

/** The commit of the n-th transaction in which a certain statement ran, or of the statement alone. */
export interface StoreMoment {
  /** Source of a regular expression. */
  ran: string;
  side: 'before' | 'after';
  time: number;
}

/** The random part of a point: the number of the page or mail, and the moment of a point without a name. */
export interface Chance {
  /** 1 to 3. */
  time: number;
  /** 0 to 1. */
  fraction: number;
}

/** All points but those of a first start, each of which a series reaches in some order. */
export const LIVE_POINTS: readonly ((chance: Chance) => KillPoint)[] = [
  ({ time }) => ({
    name: 'after a page, before the next',
    moment: { seenBy: 'cloud', pages: time },
    delivery: 'anywhere',
  }),
  ...aroundCommit('a page', '^insert into "job" ', 'anywhere'),
  ...aroundCommit('new messages', '^insert into "notification" ', 'anywhere', () => 1),
  ...aroundCommit('a claim', '^insert into "attempt" ', 'not accepted yet'),
  smtp('connect', 'not accepted yet'),
  smtp('final dot', 'accepted, not recorded'),
  smtp('250', 'accepted, not recorded'),
  commit('before', 'a record', '^update "attempt" ', 'accepted, not recorded'),
  commit('after', 'a record', '^update "attempt" ', 'recorded'),
  ...aroundCommit('a pruning', '^DELETE FROM job ', 'anywhere', () => 1),
  ({ fraction }) => atRandom('start', Math.round(fraction * 500)),
  ({ fraction }) => atRandom('listening', Math.round(fraction * 150)),
  ({ fraction }) => atRandom('listening', Math.round(fraction * 40)),
];

/** A point of a first start, until the schema is up to date. */
export interface StartPoint extends KillPoint {
  /** Only a store with an older schema than this comes to it; a new one has 0. */
  schemaAfter: number;
}

/** Before and after the first write of a new store, and the commit of each step of the schema, in order. */
export const START_POINTS: readonly StartPoint[] = [
  ...aroundStart('the first write of a new store', '^PRAGMA application_id = ', 1),
  ...MIGRATIONS.flatMap(({ version }) =>
    aroundStart('the commit of a migration', `^PRAGMA user_version = ${version}$`, version),
  ),
];

const NO_CHANCE: Chance = { time: 1, fraction: 0 };

/** Every name, in the order of a process's life; each must be reached. */
export const POINT_NAMES: ReadonlySet<string> = new Set(
  [...START_POINTS, ...LIVE_POINTS.map((toPoint) => toPoint(NO_CHANCE))].map(({ name }) => name),
);

function aroundStart(what: string, ran: string, schemaAfter: number): StartPoint[] {
  return (['before', 'after'] as const).map((side) => ({
    schemaAfter,
    name: `${side} ${what}`,
    moment: { seenBy: 'switch', ran, side, time: 1 },
    delivery: 'not accepted yet',
  }));
}

function aroundCommit(
  what: string,
  ran: string,
  delivery: KillPoint['delivery'],
  which?: (chance: Chance) => number,
) {
  return [commit('before', what, ran, delivery, which), commit('after', what, ran, delivery, which)];
}

function commit(
  side: 'before' | 'after',
  what: string,
  ran: string,
  delivery: KillPoint['delivery'],
  which = ({ time }: Chance) => time,
) {
  return (chance: Chance): KillPoint => ({
    name: `${side} the commit of ${what}`,
    moment: { seenBy: 'switch', ran, side, time: which(chance) },
    delivery,
  });
}

function smtp(phase: SmtpMoment, delivery: KillPoint['delivery']) {
  return ({ time }: Chance): KillPoint => ({
    name: phase === 'connect' ? 'at SMTP connect' : `after the ${phase}`,
    moment: { seenBy: 'mail server', phase, time },
    delivery,
  });
}

function atRandom(since: 'start' | 'listening', ms: number): KillPoint {
  return { name: 'at random', moment: { seenBy: 'timer', since, ms }, delivery: 'anywhere' };
}
