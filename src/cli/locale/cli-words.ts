import type { Language } from '../../core/message/message.ts';
import { CHINESE } from './zh-cn.ts';
import { ENGLISH, type CliWords } from './en.ts';

const CATALOGUES: Readonly<Record<Language, CliWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function cliWords(language: Language): CliWords {
  return CATALOGUES[language];
}
