import { check } from './en/check.ts';
import { testNotification } from './en/test-notification.ts';
import { incidents } from './en/incidents.ts';
import { silence } from './en/silence.ts';
import { notifications } from './en/notifications.ts';
import { replay } from './en/replay.ts';
import { receivers } from './en/receivers.ts';
import { status } from './en/status.ts';

/** The text of all commands in English. */
export const ENGLISH = {
  /** A fault that ended a command. */
  fault: { bug: (what: string) => `this is a bug: ${what}`, hint: (hint: string) => `hint: ${hint}` },
  /** Names that nobody is configured by. */
  names: {
    unknown: {
      target: (name: string) => `no target is called ${name}\n`,
      receiver: (name: string) => `no receiver is called ${name}\n`,
    },
    near: (name: string) => `hint: did you mean ${name}?\n`,
    known: (names: readonly string[]) => `hint: there are: ${names.join(', ')}\n`,
  },
  author: { ask: (user: string) => (user === '' ? 'Your name: ' : `Your name [${user}]: `) },
  jobs: {
    unknownState: (state: string, known: readonly string[]) =>
      `no job is in a state ${state}\nhint: the states of the API are ${known.join(', ')}; unknown: any other\n`,
    /** Nothing matches what was asked for. */
    none: 'no jobs',
    columns: { target: 'TARGET', since: 'SINCE' },
    notFollowed: (state: string) => `${state} (not followed)`,
  },
  check,
  testNotification,
  incidents,
  silence,
  notifications,
  receivers,
  status,
  explain: {
    noStore: (id: string, path: string) => `no job ${id}: there is no store at ${path} yet`,
    unknown: (id: string, path: string) =>
      `no job ${id} in ${path}, nor an incident whose id begins so\n` +
      'hint: `batchwatch jobs` lists what is known; a job older than the first window, or pruned, is not.',
    ambiguous: (prefix: string) => `more than one incident begins with ${prefix}:`,
    job: ({
      id,
      name,
      type,
      target,
      state,
    }: Readonly<Record<'id' | 'name' | 'type' | 'target' | 'state', string>>) =>
      `${id} "${name}" (${type}), target ${target}: ${state}`,
    noType: 'no type',
    incident: ({
      id,
      rule,
      severity,
      state,
      group,
      since,
    }: Readonly<Record<'id' | 'rule' | 'severity' | 'state' | 'group' | 'since', string>>) =>
      `incident ${id}: ${state}, since ${since}, by rule ${rule} (${severity}); ${group}`,
  },
  rotateKeys: {
    done:
      'new keys for links and sessions are in the store; a running daemon uses them within two seconds\n' +
      'links in messages written so far no longer acknowledge, and everybody signs in again\n',
  },
  storeCopy: {
    columns: ['TABLE', 'ROWS', 'SHA-256'],
    done: (from: string, to: string) =>
      `copied ${from} to ${to}: every table there has the same rows\n` +
      'to go on with the copy, set storage.url to it and start; the store of before is as it was\n',
  },
  replay,
};

export type CliWords = typeof ENGLISH;
