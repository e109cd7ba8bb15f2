import type { Language } from '../core/message/message.ts';
import { ENGLISH, type Words } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, Words>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function wordsOf(language: Language | undefined): Words {
  return CATALOGUES[language ?? 'en'];
}
