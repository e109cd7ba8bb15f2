import type { SilenceState } from '../../../core/mute/silence.ts';
import type { MatchersFault, TimesFault } from '../../base/silence-request.ts';

/** The phrases of its page. */
export interface SilencesWords {
  readonly title: string;
  readonly intro: string;
  readonly current: string;
  readonly none: string;
  readonly over: string;
  readonly noneOver: string;
  readonly columns: Readonly<Record<'id' | 'state' | 'matchers' | 'from' | 'until' | 'author', string>>;
  readonly states: Readonly<Record<SilenceState, string>>;
  readonly noSuchTarget: string;
  /** Of a state, a type or a severity. */
  readonly noSuchValue: string;
  /** In place of matchers that the store has lost. */
  readonly damaged: string;
  readonly expire: (id: number) => string;
  /** Below when it ended, where somebody ended it; the name may be none. */
  readonly endedBy: (who: string) => string;
  readonly form: {
    readonly title: string;
    readonly matchers: string;
    readonly matchersHint: (keys: string) => string;
    readonly span: string;
    /** By what `for` holds. */
    readonly spans: Readonly<Record<'2h' | '8h' | '24h' | '3d' | '7d', string>>;
    readonly until: string;
    readonly button: string;
    readonly effect: string;
  };
  /** What to mend. */
  readonly faults: Readonly<
    Record<TimesFault | Exclude<MatchersFault['fault'], 'unknown-key' | 'no-glob'>, string>
  >;
  readonly badMatcher: {
    readonly noGlob: (line: string) => string;
    readonly unknownKey: (key: string, keys: string) => string;
  };
}
