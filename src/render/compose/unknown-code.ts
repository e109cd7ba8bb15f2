import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { Language } from '../../core/message/message.ts';

/** Says what is known of an error code that is not in the table: what the API said with it. There is nothing to advise. */
export function unknownAdvice(
  { code, said }: { code: string; said: string },
  language: Language,
): CodeAdvice {
  return { code, means: WORDS[language](said.trim()), action: '' };
}

const WORDS: Readonly<Record<Language, (said: string) => string>> = {
  en: (said) =>
    said === ''
      ? 'not in the table of known codes; the API said nothing more.'
      : `not in the table of known codes; the API said: ${said}`,
  'zh-CN': (said) =>
    said === '' ? '不在已知错误码表中；API 未给出更多信息。' : `不在已知错误码表中；API 的说明：${said}`,
};
