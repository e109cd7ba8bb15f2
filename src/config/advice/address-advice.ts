import { hasAsciiLocalPart } from '../../platform/smtp-address.ts';
import { addressOf } from '../../channel/email/smtp/mail-address.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';

/** Names addresses that only a mail server with SMTPUTF8 (RFC 6531) takes. Only the server can say whether it is one. */
export function adviseAddresses({ smtp, receivers }: Pick<Config, 'smtp' | 'receivers'>): readonly Finding[] {
  if (smtp === undefined) return [];
  const { from, envelopeFrom } = smtp;
  const used: readonly (readonly [Path, string])[] = [
    [['smtp', 'from'], addressOf(from)],
    ...(envelopeFrom === undefined ? [] : [[['smtp', 'envelopeFrom'], envelopeFrom] as const]),
    ...receivers.flatMap(({ email }, index) =>
      email.to.map((address) => [['receivers', index, 'email', 'to'], address] as const),
    ),
  ];
  return used
    .filter(([, address]) => !hasAsciiLocalPart(address))
    .map(([path, address]) => ({
      path,
      value: address,
      message: 'is not ASCII before the @: only a mail server with SMTPUTF8 takes it',
      hint: 'write an ASCII address, or ask the server: check --online',
      severity: 'critical',
      isSettledOnline: true,
    }));
}
