import type { CodeAdvice } from './code-advice.ts';
import type { Language } from './message.ts';

/** What error codes mean and what to do first, by code: the vendor's codes, and those that the operator wrote. */
export type ErrorCodes = ReadonlyMap<string, Readonly<Record<Language, Omit<CodeAdvice, 'code'>>>>;
