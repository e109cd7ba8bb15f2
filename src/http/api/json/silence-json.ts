import { z } from '@hono/zod-openapi';
import { LONGEST_GLOB } from '../../../core/mute/parse-matcher.ts';
import { SILENCE_KEYS, SILENCE_STATES, type Silence, type SilenceState } from '../../../core/mute/silence.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { apiTime } from '../../respond/api-time.ts';

export const matcherJson = z.object({
  key: z.enum(SILENCE_KEYS),
  glob: z
    .string()
    .min(1)
    .max(LONGEST_GLOB)
    .openapi({ description: '`*` stands for any run of characters, `?` for one.' }),
});

/** A silence as the API shows it. */
export const silenceJson = z
  .object({
    id: z.int(),
    state: z.enum(SILENCE_STATES),
    matchers: z.array(matcherJson).openapi({
      description: 'All must match. Empty when they are damaged in the store: then it silences nothing.',
    }),
    from: apiTime,
    until: apiTime,
    author: z.string(),
    comment: z.string(),
    ended: z
      .object({ by: z.string(), at: apiTime })
      .optional()
      .openapi({ description: 'Who ended it before its time; absent when nobody did.' }),
  })
  .openapi('Silence');

/** `state`: by the clock of where the silence is kept. */
export function toSilenceJson({
  state,
  ended,
  ...silence
}: Silence & { state: SilenceState }): z.input<typeof silenceJson> {
  return {
    ...withIsoTimes(silence, 'from', 'until'),
    matchers: [...silence.matchers],
    state,
    ended: ended && withIsoTimes(ended, 'at'),
  };
}
