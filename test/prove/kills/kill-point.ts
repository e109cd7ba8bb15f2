import { SCHEMA_VERSION as POSTGRES_SCHEMA } from '../../../src/store/postgres/migrate.ts';
import { MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';
import { isOnPostgres } from '../../support/store/store-place.ts';
import { WAYS } from '../channels/destinations.ts';

/** A point at which a process is killed: its name in the report, and the part that sees the moment come. */
export interface KillPoint {
  name: string;
  moment: Moment;
}

export type Moment =
  /** The program asks for the page after the n-th of its life. */
  | { seenBy: 'cloud'; pages: number }
  /** In the n-th SMTP session of its life. */
  | { seenBy: 'mail server'; phase: SmtpMoment; time: number }
  /** At the n-th request over HTTP of its life, to whomever it goes. */
  | { seenBy: 'vendor'; phase: HttpMoment; time: number }
  | ({ seenBy: 'store' } & StoreMoment)
  | { seenBy: 'timer'; since: 'start' | 'listening'; ms: number };

export type SmtpMoment = 'connect' | 'final dot' | '250';

export type HttpMoment = 'request' | 'answer';

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
  ({ time }) => ({ name: 'after a page, before the next', moment: { seenBy: 'cloud', pages: time } }),
  ...aroundCommit('a page', '^insert into "job" '),
  ...aroundCommit('new messages', '^insert into "notification" ', () => 1),
  ...aroundCommit('a claim', '^insert into "attempt" ', ofAnyDestination),
  smtp('connect'),
  smtp('final dot'),
  smtp('250'),
  http('request'),
  http('answer'),
  ...aroundCommit('a record', '^update "attempt" ', ofAnyDestination),
  ...aroundCommit('a pruning', '^DELETE FROM job ', () => 1),
  ({ fraction }) => atRandom('start', Math.round(fraction * 500)),
  ({ fraction }) => atRandom('listening', Math.round(fraction * 150)),
  ({ fraction }) => atRandom('listening', Math.round(fraction * 40)),
];

/** A point of a first start, until the schema is up to date. */
export interface StartPoint extends KillPoint {
  /** Only a store with an older schema than this comes to it; a new one has 0. */
  schemaAfter: number;
}

/** The version of the schema that the program brings a store to. */
export const SCHEMA_VERSION = isOnPostgres ? POSTGRES_SCHEMA : MIGRATIONS.length;

const A_MIGRATION = 'the commit of a migration';

/**
 * Before and after the first write of a new store, and the commit of each step of the schema, in order. In PostgreSQL
 * one transaction has all of it.
 */
export const START_POINTS: readonly StartPoint[] = isOnPostgres
  ? aroundStart(A_MIGRATION, '^INSERT INTO batchwatch_schema ', SCHEMA_VERSION)
  : [
      ...aroundStart('the first write of a new store', '^PRAGMA application_id = ', 1),
      ...MIGRATIONS.flatMap(({ version }) =>
        aroundStart(A_MIGRATION, `^PRAGMA user_version = ${version}$`, version),
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
    moment: { seenBy: 'store', ran, side, time: 1 },
  }));
}

function aroundCommit(what: string, ran: string, which = ({ time }: Chance) => time) {
  return (['before', 'after'] as const).map((side) => (chance: Chance): KillPoint => ({
    name: `${side} the commit of ${what}`,
    moment: { seenBy: 'store', ran, side, time: which(chance) },
  }));
}

function smtp(phase: SmtpMoment) {
  return ({ time }: Chance): KillPoint => ({
    name: phase === 'connect' ? 'at SMTP connect' : `after the ${phase}`,
    // One session carries many mails.
    moment: { seenBy: 'mail server', phase, time: phase === 'connect' ? 1 : time },
  });
}

function http(phase: HttpMoment) {
  return (chance: Chance): KillPoint => ({
    name: phase === 'request' ? 'after a request over HTTP' : 'after an answer over HTTP',
    moment: { seenBy: 'vendor', phase, time: ofAnyDestination(chance) },
  });
}

/** A message goes to all destinations at about the same time: which one is the first, and so on, differs. */
function ofAnyDestination({ fraction }: Chance): number {
  return 1 + Math.floor(fraction * (WAYS.length - 1));
}

function atRandom(since: 'start' | 'listening', ms: number): KillPoint {
  return { name: 'at random', moment: { seenBy: 'timer', since, ms } };
}
