import { isIP } from 'node:net';
import { z } from 'zod';
import { dkimSchema } from './mime/dkim-schema.ts';
import { routeKeys } from '../base/route-keys.ts';
import { integer, secret, text } from '../../platform/values/field-types.ts';
import { addressOf, hasAsciiLocalPart, isDomain, isSender, mailAddress } from './smtp/mail-address.ts';
import { oauth2Schema } from './oauth2/oauth2-schema.ts';

/** The mail server that takes the messages. */
export const smtpSchema = z.strictObject({
  host: text(hostProblem).meta({
    description:
      'Host name or address of the mail server. A name is looked up as everything on the machine is (`/etc/hosts`), and all its addresses are tried.',
  }),
  port: integer({ min: 1, max: 65_535 }).default(587).meta({ description: 'Port of the mail server.' }),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
    description:
      '`starttls`: required, never downgraded; `tls`: from the first byte (port 465); `none`: everything is readable on the way.',
  }),
  caFile: z.exactOptional(text()).meta({
    description:
      'PEM file with the authorities to trust, for a mail server with its own. They take the place of the public ones: a server that both may sign for needs both in the file.',
    writtenAs: 'path',
  }),
  hello: z.exactOptional(text(helloProblem)).meta({
    description:
      'Name for EHLO; left out: the full name of this host when it has one, else the domain of `from`. Some servers refuse what is no full name.',
    writtenAs: 'host name, or an address in brackets',
  }),
  username: z
    .exactOptional(text())
    .meta({ description: 'Login name; left out, Batchwatch does not log in.' }),
  password: z.exactOptional(secret()).meta({ description: 'Password of the login.', secret: true }),
  oauth2: z.exactOptional(oauth2Schema).meta({
    description:
      'Login by an access token in place of the password: Microsoft 365 and Google take no passwords. `username` is the mailbox.',
  }),
  from: text(senderProblem).meta({
    description: 'Sender of every message.',
    writtenAs: 'address or `Name <address>`',
  }),
  replyTo: z.exactOptional(text(replyToProblem)).meta({
    description: 'Where answers go; left out, to `from`.',
    writtenAs: 'address or `Name <address>`',
  }),
  envelopeFrom: z.exactOptional(mailAddress()).meta({
    description:
      'Where a message comes back to that could not be delivered later on; left out, to `from`. Somebody should read it.',
    writtenAs: 'address',
  }),
  dkim: z.exactOptional(dkimSchema).meta({
    description: 'Signs every message by DKIM; left out, signing is left to the mail server.',
  }),
  maxPerMinute: integer({ min: 1, max: 100_000 })
    .default(60)
    .meta({ description: 'Messages offered to the mail server in any minute.' }),
});

/** The keys of a receiver for mail. */
export const emailSchema = z
  .strictObject({
    to: z
      .array(mailAddress())
      .min(1)
      .overwrite((addresses) => [...new Set(addresses)])
      .meta({
        description: 'Addresses; each has its own copy and its own fate.',
        writtenAs: 'list of addresses, or one text with commas',
        commaSeparated: true,
      }),
    ...routeKeys,
  })
  .meta({ description: 'Notifies by mail; needs `smtp`.' });

export type SmtpConfig = z.output<typeof smtpSchema>;

/** The part of the configuration that is about mail. */
export interface EmailConfig {
  smtp?: SmtpConfig;
  receivers: readonly { name: string; email?: z.output<typeof emailSchema> }[];
}

/** A name, an IPv4 address, or an IPv6 address (two colons at least, so that `host:25` is caught). */
function hostProblem(value: string) {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(value) || /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(value))
    return undefined;
  return { message: 'is not a host', hint: 'write the bare host; the port has its own key' };
}

/** RFC 5321 §4.1.1.1: a domain, or an address literal (§4.1.3). */
function helloProblem(value: string) {
  const [, family, address = ''] = /^\[(IPv6:)?(.+)\]$/i.exec(value) ?? [];
  const isAddress = isIP(address) === (family === undefined ? 4 : 6);
  // RFC 5321, 4.1.3: an address stands in brackets, or it is a name of digits.
  if (isAddress || (isDomain(value) && isIP(value) === 0)) return undefined;
  return {
    message: 'is no name for EHLO',
    hint: 'write e.g. alerts.example.com, or an address as [192.0.2.1]',
  };
}

/** An answer is written by whoever has the mail, with whatever server there is. */
function replyToProblem(value: string) {
  const problem = senderProblem(value);
  if (problem !== undefined || hasAsciiLocalPart(addressOf(value))) return problem;
  return {
    message: 'is not ASCII before the @',
    hint: 'write an ASCII address: not everybody can answer another',
  };
}

function senderProblem(value: string) {
  if (isSender(value)) return undefined;
  return { message: 'is not a sender', hint: 'write oncall@example.com or Batchwatch <oncall@example.com>' };
}
