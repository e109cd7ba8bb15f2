import type { IncidentView } from '../store/incident-views.ts';
import { ENGLISH } from './words/en.ts';
import { CHINESE } from './words/zh-cn.ts';

/** Every phrase of the pages, in one language. Names, ids, reasons and commands are no phrases: they stay as they are. */
export interface PageWords {
  /** BCP 47. */
  readonly tag: string;
  readonly states: Readonly<Record<IncidentView['state'], string>>;
  readonly facts: Readonly<
    Record<'incident' | 'since' | 'rule' | 'severity' | 'jobs' | 'toldTo' | 'acknowledged' | 'closed', string>
  >;
  readonly jobs: (all: number, open: number) => string;
  readonly byAt: (who: string, when: string) => string;
  readonly closedBecause: Readonly<Record<NonNullable<IncidentView['closed']>['reason'], string>>;
  readonly acknowledge: {
    /** What a click would do. */
    readonly offer: (receiver: string) => string;
    readonly button: string;
    readonly done: (receiver: string) => string;
    /** Somebody has it already. */
    readonly taken: (who: string) => string;
    readonly over: string;
    readonly effect: string;
  };
  readonly refused: Readonly<
    Record<'forged' | 'expired' | 'unknown' | 'tooLarge', { readonly title: string; readonly text: string }>
  >;
  /** Before the command line that does the same. */
  readonly byCommand: string;
}

const CATALOGUES = { en: ENGLISH, 'zh-CN': CHINESE } satisfies Readonly<Record<string, PageWords>>;

export type PageLanguage = keyof typeof CATALOGUES;

export function pageWords(language: PageLanguage): PageWords {
  return CATALOGUES[language];
}
