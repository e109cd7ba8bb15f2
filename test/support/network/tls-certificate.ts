import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { DAY } from '../../../src/platform/time.ts';
import { der } from './der.ts';

export interface TlsCertificate {
  key: string;
  /** Self-signed, so it is its own authority. */
  cert: string;
}

/** Makes a key and a certificate for `localhost` and `127.0.0.1`, once per process. */
export function localhostCertificate(): TlsCertificate {
  made ??= newLocalhostCertificate();
  return made;
}

/** Another one for the same names, as a renewal brings it. */
export function newLocalhostCertificate(): TlsCertificate {
  return makeCertificate('localhost', LOOPBACK);
}

/** A certificate that is sound but for another host. */
export function strangerCertificate(): TlsCertificate {
  return makeCertificate('mail.example.com', [dnsName('mail.example.com')]);
}

/** A sound one for loopback, but for its days. */
export function datedCertificate(from: Date, until: Date): TlsCertificate {
  return makeCertificate('localhost', LOOPBACK, { from, until });
}

/** One for loopback with a key that is too short by now (RSA, 1024 bits). */
export function weakCertificate(): TlsCertificate {
  return makeCertificate('localhost', LOOPBACK, { isWeak: true });
}

let made: TlsCertificate | undefined;

const LOOPBACK = [dnsName('localhost'), ipAddress(127, 0, 0, 1)];
const RSA_WITH_SHA256 = der.sequence(der.objectId('1.2.840.113549.1.1.11'), Buffer.of(0x05, 0x00));
const ECDSA_WITH_SHA256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
const COMMON_NAME = der.objectId('2.5.4.3');
const SUBJECT_ALT_NAME = der.objectId('2.5.29.17');
const BASIC_CONSTRAINTS = der.objectId('2.5.29.19');

/** An X.509 certificate (RFC 5280, §4.1), valid from yesterday to tomorrow where nothing else is said. */
function makeCertificate(
  commonName: string,
  names: readonly Buffer[],
  {
    from = new Date(Date.now() - DAY),
    until = new Date(Date.now() + DAY),
    isWeak = false,
  }: { from?: Date; until?: Date; isWeak?: boolean } = {},
): TlsCertificate {
  const { publicKey, privateKey } = isWeak
    ? generateKeyPairSync('rsa', { modulusLength: 1024 })
    : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = isWeak ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;
  const name = der.sequence(der.set(der.sequence(COMMON_NAME, der.text(commonName))));
  const isAuthority = der.sequence(der.boolean(true));
  const extensions = der.sequence(
    der.sequence(BASIC_CONSTRAINTS, der.boolean(true), der.octets(isAuthority)),
    der.sequence(SUBJECT_ALT_NAME, der.octets(der.sequence(...names))),
  );
  const content = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2)), 'constructed'),
    der.integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    name,
    der.sequence(der.time(from), der.time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, extensions, 'constructed'),
  );
  const signature = sign('sha256', content, privateKey);
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: pem(der.sequence(content, algorithm, der.bits(signature))) };
}

function dnsName(name: string): Buffer {
  return der.tagged(2, Buffer.from(name), 'primitive');
}

function ipAddress(...bytes: readonly number[]): Buffer {
  return der.tagged(7, Buffer.from(bytes), 'primitive');
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
