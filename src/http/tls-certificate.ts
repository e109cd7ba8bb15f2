import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import { readText } from '../platform/read-text.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import { HttpFault } from './http-fault.ts';

/** PEM files. */
export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

interface Certificate {
  cert: string;
  key: string;
}

/** @throws HttpFault when they cannot be read or do not belong together. */
export function readCertificate({ certFile, keyFile }: TlsFiles): Certificate {
  try {
    const certificate = { cert: readText(certFile), key: readText(keyFile) };
    // TLS itself takes an empty certificate for none, and would answer nobody.
    const isPair = new X509Certificate(certificate.cert).checkPrivateKey(createPrivateKey(certificate.key));
    if (!isPair) throw new Error('the key is not that of the certificate');
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new HttpFault(`the certificate cannot be used: ${reason}`, {
      code: 'tls-certificate',
      reason: 'tls',
      hint: 'Check server.tls: certFile and keyFile must be PEM files that belong together.',
      cause: error,
    });
  }
}

/** The time between two looks at the files. A change is used when two looks in a row see the same. */
const LOOK_EVERY: Duration = 10 * SECOND;

/**
 * Follows a renewed certificate until `signal` aborts. Connections that are open keep the one they began with. One
 * that cannot be used changes nothing and is logged once: it may be half of a pair whose other half is on its way.
 */
export async function followCertificate(
  server: Pick<Server, 'setSecureContext'>,
  options: { files: TlsFiles; clock: Clock; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  const { files, clock, log } = options;
  let used = look(files).digest;
  let seen = used;
  while (!signal.aborted) {
    await clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
    if (signal.aborted) return;
    const before = seen;
    const { digest, certificate } = look(files);
    seen = digest;
    if (digest !== before || digest === used) continue;
    used = digest;
    if (certificate instanceof HttpFault) {
      log.error({ err: certificate }, 'certificate not taken up, the one before stays in use');
      continue;
    }
    server.setSecureContext(certificate);
    log.info({ path: files.certFile }, 'certificate taken up');
  }
}

/** Reads the files. Where they cannot be used, the reason stands for their content. */
function look(files: TlsFiles): { digest: string; certificate: Certificate | HttpFault } {
  const certificate = readOrFault(files);
  const text = certificate instanceof HttpFault ? [certificate.message] : [certificate.cert, certificate.key];
  return { digest: createHash('sha256').update(JSON.stringify(text)).digest('hex'), certificate };
}

function readOrFault(files: TlsFiles): Certificate | HttpFault {
  try {
    return readCertificate(files);
  } catch (error) {
    if (error instanceof HttpFault) return error;
    throw error;
  }
}
