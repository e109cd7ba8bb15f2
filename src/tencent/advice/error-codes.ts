import { byLanguage, type ByLanguage, inLanguage } from '../../core/message/by-language.ts';
import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Language } from '../../core/message/message.ts';
import VENDOR from './error-codes.json' with { type: 'json' };

/**
 * Returns the codes of the vendor's error tables, with the operator's own beside them or in their place.
 * Which of the vendor's codes a job can end with, the vendor does not say.
 * @param own one text for all languages, by code
 */
export function errorCodes(own: Readonly<Record<string, Advice>>): ErrorCodes {
  return new Map([
    ...Object.entries<VendorCode>(VENDOR).map(([code, texts]) => [code, withLinks(texts)] as const),
    ...Object.entries(own).map(([code, advice]) => [code, byLanguage(() => advice)] as const),
  ]);
}

type Advice = Omit<CodeAdvice, 'code'>;
type VendorCode = ByLanguage<{ means: string; action: string }> & { page?: string };

function withLinks({ page = '', ...texts }: VendorCode): Record<Language, Advice> {
  const link = PAGES[page];
  return byLanguage((language) => ({
    ...inLanguage(texts, language),
    ...(link !== undefined && { link: inLanguage(link, language) }),
  }));
}

/** Pages of the vendor's documentation, by the name that the table calls them. */
const PAGES: Readonly<Record<string, ByLanguage<string>>> = {
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
