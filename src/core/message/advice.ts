/** The languages in which people are told. */
export type Language = 'en' | 'zh-CN';

/** The same words in every language. */
export type Text = Readonly<Record<Language, string>>;

/** What somebody on call needs of an error code at three in the morning. */
export interface ErrorCodeAdvice {
  /** What went wrong: one sentence. */
  means: Text;
  /** The first thing to do: one or two sentences. */
  action: Text;
  /** Where to read on, a page for each language; absent when no public page is known. */
  link?: Text;
}

export type ErrorCodeTable = Readonly<Record<string, ErrorCodeAdvice>>;
