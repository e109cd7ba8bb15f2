import { SILENCE_KEYS } from '../../../core/mute/silence.ts';
import type { MatchersFault, TimesFault } from '../../../core/mute/silence-request.ts';
import type { SilencesWords } from '../../locale/en/silences.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

/** Says what to mend in the form. */
export function silenceFault(fault: MatchersFault | TimesFault, words: SilencesWords): string {
  if (typeof fault === 'string') return words.faults[fault];
  switch (fault.fault) {
    case 'no-glob':
      return words.badMatcher.noGlob(visibleText(fault.line, 80));
    case 'unknown-key':
      return words.badMatcher.unknownKey(visibleText(fault.key, 80), SILENCE_KEYS.join(', '));
    case 'none':
    case 'too-many':
      return words.faults[fault.fault];
  }
}
