import type { CodeAdvice } from './code-advice.ts';
import type { Language } from './message.ts';

/** Advice by error code: the vendor's codes, and those that the operator wrote. */
export type ErrorCodes = ReadonlyMap<string, Readonly<Record<Language, Omit<CodeAdvice, 'code'>>>>;
