import { ACCESS_CODES } from '../../tencent/advice/access-codes.ts';
import type { ErrorCodeAdvice, ErrorCodeTable, Text } from '../../core/message/advice.ts';
import { OBJECT_CODES } from '../../tencent/advice/object-codes.ts';
import { REQUEST_CODES } from '../../tencent/advice/request-codes.ts';
import { SERVICE_CODES } from '../../tencent/advice/service-codes.ts';
import { SETUP_CODES } from '../../tencent/advice/setup-codes.ts';

/** What an operator wrote about a code: one text for all languages. */
export interface OwnAdvice {
  means: string;
  action: string;
  link?: string;
}

/** The codes of the vendor's error tables; which of them a job can end with, the vendor does not say. */
export const ERROR_CODES: ErrorCodeTable = {
  ...OBJECT_CODES,
  ...SETUP_CODES,
  ...ACCESS_CODES,
  ...REQUEST_CODES,
  ...SERVICE_CODES,
};

/**
 * What a code means and what to do about it. An entry of `own` (key `errorCodes` of the configuration) stands
 * in place of the table's as a whole. Undefined for a code that neither knows.
 */
export function errorCode(
  code: string,
  own: Readonly<Record<string, OwnAdvice>>,
): ErrorCodeAdvice | undefined {
  const written = Object.hasOwn(own, code) ? own[code] : undefined;
  if (written !== undefined) return toAdvice(written);
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code] : undefined;
}

function toAdvice({ means, action, link }: OwnAdvice): ErrorCodeAdvice {
  const texts = { means: inAll(means), action: inAll(action) };
  return link === undefined ? texts : { ...texts, link: inAll(link) };
}

function inAll(words: string): Text {
  return { en: words, 'zh-CN': words };
}
