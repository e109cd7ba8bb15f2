import type { SilenceState } from '../../../core/mute/silence.ts';
import type { MatchersFault, TimesFault } from '../../base/silence-request.ts';

/** The phrases of its page. */
export interface SilencesWords {
  title: string;
  intro: string;
  current: string;
  none: string;
  over: string;
  noneOver: string;
  columns: Readonly<Record<'id' | 'state' | 'matchers' | 'from' | 'until' | 'author', string>>;
  states: Readonly<Record<SilenceState, string>>;
  noSuchTarget: string;
  /** Of a state, a type or a severity. */
  noSuchValue: string;
  /** In place of matchers that the store has lost. */
  damaged: string;
  expire: (id: number) => string;
  /** Below when it ended, where somebody ended it; the name may be none. */
  endedBy: (who: string) => string;
  form: {
    title: string;
    matchers: string;
    matchersHint: (keys: string) => string;
    span: string;
    /** By what `for` holds. */
    spans: Readonly<Record<'2h' | '8h' | '24h' | '3d' | '7d', string>>;
    until: string;
    button: string;
    effect: string;
  };
  /** What to mend. */
  faults: Readonly<Record<TimesFault | Exclude<MatchersFault['fault'], 'unknown-key' | 'no-glob'>, string>>;
  badMatcher: {
    noGlob: (line: string) => string;
    unknownKey: (key: string, keys: string) => string;
  };
}
