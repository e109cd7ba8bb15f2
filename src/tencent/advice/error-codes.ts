import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Language } from '../../core/message/message.ts';
import VENDOR from './error-codes.json' with { type: 'json' };

/**
 * Returns the codes of the vendor's error tables, with the operator's own beside them or in their place.
 * Which of the vendor's codes a job can end with, the vendor does not say.
 * @param own one text for all languages, by code
 */
export function errorCodes(own: Readonly<Record<string, Omit<CodeAdvice, 'code'>>>): ErrorCodes {
  return new Map([
    ...Object.entries<VendorCode>(VENDOR).map(([code, advice]) => [code, withLinks(advice)] as const),
    ...Object.entries(own).map(([code, advice]) => [code, { en: advice, 'zh-CN': advice }] as const),
  ]);
}

type Texts = { means: string; action: string };

type VendorCode = Record<Language, Texts> & { page?: string };

function withLinks({
  page = '',
  en,
  'zh-CN': chinese,
}: VendorCode): Record<Language, Omit<CodeAdvice, 'code'>> {
  const link = PAGES[page];
  if (link === undefined) return { en, 'zh-CN': chinese };
  return { en: { ...en, link: link.en }, 'zh-CN': { ...chinese, link: link['zh-CN'] } };
}

/** Pages of the vendor's documentation, by the name that the table calls them. */
const PAGES: Readonly<Record<string, Record<Language, string>>> = {
  'error-codes': {
    en: 'https://www.tencentcloud.com/document/product/436/46214',
    'zh-CN': 'https://www.tencentcloud.com/zh/document/api/436/46214',
  },
  queues: {
    en: 'https://www.tencentcloud.com/document/product/1045/72939',
    'zh-CN': 'https://cloud.tencent.com/document/product/436/54045',
  },
  'batch-jobs': {
    en: 'https://cloud.tencent.com/document/product/460/76894',
    'zh-CN': 'https://cloud.tencent.com/document/product/460/76894',
  },
};
