import { isIP } from 'node:net';
import { z } from 'zod';
import { parsePasswordHash } from '../../platform/password-hash.ts';
import { name, secret, text } from '../../platform/values/field-types.ts';
import type { Flaw } from '../../platform/document/problem.ts';

const SCOPES_MEANING =
  '`read`: look; `write`: act (acknowledge, silence, resend), together with `read`; `metrics`: scrape.';

/** People and tools that may look and act. */
export const authSchema = z.strictObject({
  allowUnauthenticated: z.boolean().default(false).meta({
    description:
      'Without users, tokens and a proxy, pages and API answer only when `server.listen` is a loopback address; `true` opens them to everybody who reaches the server by an IP address, a name without a dot, or the host of `server.publicUrl`.',
  }),
  basic: z
    .array(
      z.strictObject({
        user: text(userProblem).meta({ description: 'Unique name; the author of what the user does.' }),
        passwordHash: secret(passwordHashFlaw).meta({
          description: 'Made by `batchwatch hash-password`.',
          secret: true,
        }),
        scopes: scopes(),
      }),
    )
    .default([])
    .meta({ description: 'People with a password: they sign in on a page, tools send it with a request.' }),
  bearer: z
    .array(
      z.strictObject({
        name: name().meta({ description: 'Unique name; the author of what is done with the token.' }),
        token: secret(tokenFlaw).meta({
          description: 'Sent as `Authorization: Bearer TOKEN`; 16 characters at least.',
          secret: true,
        }),
        scopes: scopes(),
      }),
    )
    .default([])
    .meta({ description: 'Programs with a token.' }),
  proxy: z
    .exactOptional(
      z.strictObject({
        header: text(headerProblem).meta({
          description: 'The header in which the proxy names the user in UTF-8, e.g. `X-Forwarded-User`.',
        }),
        from: z.array(text(blockProblem)).min(1).meta({
          description: 'Where the proxy connects from; nobody else is believed.',
          writtenAs: 'list of addresses or CIDR blocks, or one text with commas',
          commaSeparated: true,
        }),
        scopes: scopes(),
      }),
    )
    .meta({
      description:
        'A proxy that has asked already who it is (SSO); it is believed for the host of `server.publicUrl` alone, and must pass that on as `Host`.',
    }),
  open: z
    .array(z.enum(['health', 'metrics']))
    .default(['health', 'metrics'])
    .meta({
      description: 'What needs no login: `health` is `/livez` and `/readyz`, `metrics` is `/metrics`.',
      writtenAs: 'list of `health`, `metrics`',
    }),
});

/** HTTPS in place of HTTP. */
export const tlsSchema = z.strictObject({
  certFile: text().meta({
    description:
      'PEM file with the certificate and those that lead to its authority; read again when it changes.',
    writtenAs: 'path',
  }),
  keyFile: text().meta({
    description: 'PEM file with the private key, without a passphrase.',
    writtenAs: 'path',
  }),
});

function scopes() {
  return z
    .array(z.enum(['read', 'write', 'metrics']))
    .min(1)
    .overwrite((all) => [...new Set(all)])
    .meta({
      description: SCOPES_MEANING,
      writtenAs: 'list of `read`, `write`, `metrics`',
      commaSeparated: true,
    });
}

function passwordHashFlaw(value: string): Flaw | undefined {
  if (parsePasswordHash(value) !== undefined) return undefined;
  return { message: 'is not a password hash', hint: 'print one with: batchwatch hash-password' };
}

function tokenFlaw(value: string): Flaw | undefined {
  if (value.length < 16) {
    return { message: 'is shorter than 16 characters', hint: 'make one with: openssl rand -base64 32' };
  }
  if (/^[\x21-\x7E]{16,1000}$/.test(value)) return undefined;
  return {
    message: 'cannot stand in a header',
    hint: 'use up to 1000 letters, digits and signs of ASCII, without blanks',
  };
}

/** A colon ends the name in a request of HTTP Basic. */
function userProblem(value: string) {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@+ -]{0,63}$/u.test(value)) return undefined;
  return {
    message: 'is not a usable name',
    hint: 'use up to 64 letters, digits, ".", "_", "@", "+", "-" and blanks, with a letter or digit first',
  };
}

function headerProblem(value: string) {
  const isName = /^[A-Za-z0-9-]{1,100}$/.test(value);
  if (isName && !STANDARD_HEADER.test(value)) return undefined;
  return { message: 'is not the name of such a header', hint: 'write e.g. X-Forwarded-User or Remote-User' };
}

/** Headers that clients and proxies send for every user. */
const STANDARD_HEADER =
  /^(?:(?:accept|content|if|sec)(?:-.*)?|authorization|cache-control|connection|cookie|date|dnt|expect|forwarded|host|keep-alive|origin|pragma|priority|proxy-(?:authorization|connection)|range|referer|te|trailer|transfer-encoding|upgrade(?:-.*)?|user-agent|via|x-forwarded-(?:for|host|port|prefix|proto|scheme|server)|x-real-ip|x-request-id|x-requested-with)$/i;

function blockProblem(value: string) {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const family = isIP(address);
  const longest = family === 6 ? 128 : 32;
  if (family !== 0 && (prefix === undefined || Number(prefix) <= longest)) return undefined;
  return { message: 'is neither an address nor a CIDR block', hint: 'write e.g. 127.0.0.1 or 10.0.0.0/8' };
}
