import { LANGUAGES, type Language } from './message.ts';

/** Something in each language. English stands in for a language that is missing. */
export type ByLanguage<Text> = { en: Text } & Partial<Record<Language, Text>>;

export function inLanguage<Text>(texts: ByLanguage<Text>, language: Language): Text {
  return texts[language] ?? texts.en;
}

/** Returns an object with a value for each language. */
export function byLanguage<Value>(valueOf: (language: Language) => Value): Record<Language, Value> {
  const values: Partial<Record<Language, Value>> = {};
  for (const language of LANGUAGES) values[language] = valueOf(language);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled all languages
  return values as Record<Language, Value>;
}
