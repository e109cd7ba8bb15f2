import { visibleText as makeVisible } from './visible-text.ts';

/** Makes visible, as mails do, what a reader would not see and a browser would act on. What is longer than `most` is cut. */
export function visibleText(text: string, most = LONGEST): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return makeVisible(shown);
}

/** The API allows names of 128 characters; what is longer is there to fill pages. */
const LONGEST = 300;
