import { MOST_MATCHERS } from '../../../core/mute/parse-matcher.ts';

export const silences = {
  title: 'Silences',
  intro: 'A silence holds notifications, and drops none: what is still open when it ends is notified then.',
  current: 'Active and pending',
  none: 'There are no silences: everything is notified.',
  over: 'Ended in the last 7 days',
  noneOver: 'None.',
  columns: {
    id: 'No.',
    state: 'State',
    matchers: 'Covers',
    from: 'From',
    until: 'Until',
    author: 'Author and note',
  },
  states: { pending: 'pending', active: 'active', expired: 'ended' },
  /** In place of matchers that the store has lost. */
  damaged: 'Its conditions are damaged in the store: it silences nothing.',
  noSuchTarget: 'No such target.',
  /** Of a state, a type or a severity. */
  noSuchValue: 'No such value.',
  /** Below when it ended, where somebody ended it; the name may be none. */
  endedBy: (who: string) => (who === '' ? 'ended manually' : `ended by ${who}`),
  expire: (id: number) => `End silence ${id}`,
  form: {
    title: 'Add a silence',
    matchers: 'What it covers: KEY=GLOB, one a line; all must match',
    matchersHint: (keys: string) => `* stands for any run of characters, ? for one. Keys: ${keys}.`,
    span: 'For how long, from now',
    /** By what `for` holds. */
    spans: { '2h': '2 hours', '8h': '8 hours', '24h': '24 hours', '3d': '3 days', '7d': '7 days' },
    until: 'or until',
    button: 'Silence it',
    effect: 'Messages about it are held until then. Nothing is lost: what is still open then is notified.',
  },
  /** The fault that the reader should mend. */
  faults: {
    'for-or-until': 'Choose how long it lasts, or enter when it ends.',
    'bad-from': 'The beginning is no time. Write it as 2026-11-23 08:00.',
    'bad-until': 'The end is no time. Write it as 2026-11-23 08:00.',
    'bad-for': 'That is no span of time.',
    over: 'It would have ended already: the end must be in the future.',
    'ends-first': 'It would end before it begins.',
    'too-far': 'It would end more than a year from now. A silence lasts a year at most.',
    'long-begun': 'It would have begun more than a year ago.',
    none: 'Write at least one KEY=GLOB: a silence without any would silence everything.',
    'too-many': `Too many (at most ${MOST_MATCHERS}), or too long. Make several silences of it.`,
  },
  badMatcher: {
    noGlob: (line: string) => `"${line}" is no KEY=GLOB. Write e.g. target=media or name=nightly-*.`,
    unknownKey: (key: string, keys: string) => `There is no key "${key}". There are: ${keys}.`,
  },
};

export type SilencesWords = typeof silences;
