import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { connect, type LookupFunction, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

import { type Duration, SECOND } from '../../../platform/time.ts';
import { type ResolveHost, type SmtpSettings, tlsOptions } from './smtp-connection.ts';

/** For one address while others are left; a connection that is lost and sent again takes three seconds. */
const ADDRESS_LIMIT: Duration = 5 * SECOND;
/** For all addresses but the last: less than the limit of the whole session. */
const ALL_ADDRESSES: Duration = 40 * SECOND;

/**
 * Connects to the mail server, in TLS where it speaks that from the first byte. `signal` ends the attempt, and a
 * connection that nobody took over. The name is resolved as everywhere on the machine, `/etc/hosts` included;
 * nodemailer would ask the DNS first. Every address is tried, those of both families in turn (RFC 8305 §4).
 */
export async function reachServer(settings: SmtpSettings, signal: AbortSignal): Promise<Socket> {
  const { host, port, security, resolveHost = resolveAsTheMachine } = settings;
  try {
    const addresses = await resolveHost(host);
    signal.throwIfAborted();
    const options = { host, port, ...tryAll(addresses, settings.addressLimit) };
    const socket =
      security === 'tls' ? connectSecurely({ ...options, ...tlsOptions(settings) }) : connect(options);
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    await connected(socket, security === 'tls' ? 'secureConnect' : 'connect');
    return socket;
  } catch (error) {
    throw asNodemailerSays(error);
  }
}

const resolveAsTheMachine: ResolveHost = (host) => lookup(host, { all: true });

function tryAll(
  addresses: readonly LookupAddress[],
  limit: Duration = ADDRESS_LIMIT,
): Pick<TcpNetConnectOpts, 'lookup' | 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout'> {
  const found: LookupFunction = (_host, _options, done) => done(null, [...addresses]);
  const share = Math.floor(ALL_ADDRESSES / addresses.length);
  return { lookup: found, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: Math.min(limit, share) };
}

function connected(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    // Stays for as long as nobody else listens.
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
}

/** In the codes that nodemailer gives to what fails here, so that one piece reads the failures of both. */
function asNodemailerSays(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isName = error instanceof Error && 'syscall' in error && error.syscall === 'getaddrinfo';
  const details = { code: isName ? 'EDNS' : 'ESOCKET', originalCode: code };
  return Object.assign(new Error(textOf(error), { cause: error }), details);
}

/** When several addresses were tried, Node describes the failure of each, and none of the whole. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(textOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
