import { expect, it } from 'vitest';
import { adviceOn } from '../../../../src/render/compose/advise.ts';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';
import { sampleJob } from '../../../support/mail/sample-message.ts';

const nothing = { errorCodes: errorCodes({}), language: 'en' } as const;
const failed = (code: string) => sampleJob({ code });

it('advises on the three commonest codes that are known', () => {
  const codes = ['SlowDown', 'Unheard', 'Unheard', 'Unheard', 'InternalError', 'InternalError'];
  const jobs = [...codes, 'QueuePaused', 'TemplateNotFound'].map(failed);
  expect(adviceOn(jobs, nothing).map(({ code }) => code)).toEqual([
    'InternalError',
    'SlowDown',
    'QueuePaused',
  ]);
});

it.each([
  [
    'en',
    'not in the table of known codes; the message is all that is known.',
    'not in the table of known codes; the API said nothing more.',
  ],
  ['zh-CN', '不在已知错误码表中；除错误信息外没有更多信息。', '不在已知错误码表中；API 未给出更多信息。'],
] as const)('of a code that no table knows it says so (%s)', (language, said, silent) => {
  const jobs = [sampleJob({ code: 'Unheard', message: 'Disk on fire' }), failed('SlowDown')];
  const advice = adviceOn(jobs, { ...nothing, language });
  expect(advice.map(({ code }) => code)).toEqual(['SlowDown', 'Unheard']);
  expect(advice[1]).toEqual({ code: 'Unheard', means: said, action: '' });
  const [mute] = adviceOn([sampleJob({ code: 'Unheard', message: ' ' })], { ...nothing, language });
  expect(mute?.means).toBe(silent);
});

it('says what the operator wrote, in the language of the message', () => {
  const own = { errorCodes: errorCodes({ Unheard: { means: 'Ours.', action: 'Call Bo.' } }) };
  expect(adviceOn([failed('Unheard')], { ...nothing, ...own })).toEqual([
    { code: 'Unheard', means: 'Ours.', action: 'Call Bo.' },
  ]);
  const [advice] = adviceOn([failed('InternalError')], { ...own, language: 'zh-CN' });
  expect(advice?.means).toBe(errorCodes({}).get('InternalError')?.['zh-CN'].means);
});

it('advises on the codes of failed objects after those of jobs, and on nothing that is over', () => {
  const objects = {
    kind: 'counted',
    total: 2,
    byState: { Failed: 2 },
    failedByCode: { ResourceNotFound: 1, AccessDenied: 1 },
    isFailedComplete: true,
    isComplete: true,
  } as const;
  const jobs = [{ ...failed('AccessDenied'), objects }, sampleJob({ state: 'Pause', code: 'SlowDown' })];
  expect(adviceOn(jobs, nothing).map(({ code }) => code)).toEqual(['AccessDenied', 'ResourceNotFound']);
  const ended = { how: 'superseded', by: 'b2', at: 0 } as const;
  expect(adviceOn([{ ...failed('AccessDenied'), ended }], nothing)).toEqual([]);
});
