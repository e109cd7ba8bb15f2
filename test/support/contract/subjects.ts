import { VENDORS } from '../vendors/vendors.ts';
import { httpSubject } from './http-subject.ts';
import { mailSubject } from './mail-subject.ts';
import type { ContractSubject } from './subject.ts';

/** Every channel, by each of its routes. */
export const CONTRACT_SUBJECTS: readonly ContractSubject[] = [mailSubject, ...VENDORS.map(httpSubject)];
