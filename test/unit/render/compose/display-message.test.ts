import { expect, it } from 'vitest';
import { adviceFor } from '../../../../src/render/compose/compose-message.ts';
import { displayMessage } from '../../../../src/render/compose/display-message.ts';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const CODES = errorCodes({});
const jobs = [sampleJob({ code: 'AccessDenied' })];
const english = sampleMessage({
  jobs,
  language: 'en',
  ...adviceFor(jobs, { errorCodes: CODES, language: 'en' }),
});

it('a message for a Chinese reader has its advice in Chinese', () => {
  const shown = displayMessage(english, { language: 'zh-CN' }, CODES);
  expect(shown.language).toBe('zh-CN');
  expect(shown.advice).toEqual(adviceFor(jobs, { errorCodes: CODES, language: 'zh-CN' }).advice);
  expect(shown.advice).not.toEqual(english.advice);
});

it('a message keeps what its reader leaves out', () => {
  expect(displayMessage(english, {}, CODES)).toEqual(english);
  expect(displayMessage(english, { timezone: 'Europe/Berlin' }, CODES)).toEqual({
    ...english,
    timezone: 'Europe/Berlin',
  });
});
