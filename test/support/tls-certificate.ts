import { execFileSync } from 'node:child_process';

export interface TlsCertificate {
  readonly key: string;
  /** Self-signed, so it is its own authority. */
  readonly cert: string;
}

/** Makes a key and a certificate for `localhost` and `127.0.0.1`, once per process. Needs the openssl program. */
export function localhostCertificate(): TlsCertificate {
  made ??= newLocalhostCertificate();
  return made;
}

/** Another one for the same names, as a renewal brings it. */
export function newLocalhostCertificate(): TlsCertificate {
  return makeCertificate('localhost', 'DNS:localhost,IP:127.0.0.1');
}

/** A certificate that is sound but for another host. */
export function strangerCertificate(): TlsCertificate {
  return makeCertificate('mail.example.com', 'DNS:mail.example.com');
}

let made: TlsCertificate | undefined;

function makeCertificate(commonName: string, names: string): TlsCertificate {
  const options = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout - -out -`;
  const pem = execFileSync(
    'openssl',
    [...options.split(' '), '-subj', `/CN=${commonName}`, '-addext', `subjectAltName=${names}`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const certAt = pem.indexOf('-----BEGIN CERTIFICATE-----');
  return { key: pem.slice(0, certAt), cert: pem.slice(certAt) };
}
