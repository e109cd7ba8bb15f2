import type { Language } from '../../core/message/message.ts';
import type { CliWords } from './catalogue.ts';
import { CHINESE } from './zh-cn.ts';
import { ENGLISH } from './en.ts';

const CATALOGUES: Readonly<Record<Language, CliWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function cliWords(language: Language): CliWords {
  return CATALOGUES[language];
}
