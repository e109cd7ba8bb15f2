import type { Language } from './message.ts';

/** Returns what people call a state of the API: `failed`, `paused`. A state that is not documented stays as it is. */
export function stateWord(state: string, language: Language = 'en'): string {
  return WORDS[language].get(state) ?? state;
}

const WORDS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: new Map([
    ['Failed', 'failed'],
    ['Pause', 'paused'],
    ['Cancel', 'canceled'],
    ['Submitted', 'submitted'],
    ['Running', 'running'],
    ['Success', 'succeeded'],
  ]),
  'zh-CN': new Map([
    ['Failed', '失败'],
    ['Pause', '已暂停'],
    ['Cancel', '已取消'],
    ['Submitted', '已提交'],
    ['Running', '运行中'],
    ['Success', '成功'],
  ]),
};

/** The same at the beginning of a line: `Failed`. */
export function stateHeading(state: string, language: Language = 'en'): string {
  const word = stateWord(state, language);
  return word === state ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
