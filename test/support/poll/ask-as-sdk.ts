import http from 'node:http';
import COS from 'cos-nodejs-sdk-v5';
import type { SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { ACCOUNT } from './simulated-source.ts';
import { TestClock } from '../test-clock.ts';

/** Of a test clock that was not moved. */
export const SECONDS_NOW = Math.floor(new TestClock().now() / 1000);

export interface Asked {
  query?: Readonly<Record<string, string>>;
  path?: string;
  /** Signed, but not sent so. */
  signed?: Readonly<Record<string, string>>;
  secretId?: string;
  secretKey?: string;
  keyTime?: string;
  token?: string;
  bare?: boolean;
  signedHeaders?: Readonly<Record<string, string>>;
}

/** Asks with the official SDK's signature, over a connection of its own. */
export function ask(cloud: SimulatedCloud, asked: Asked = {}) {
  const { query = {}, path = '/inventorytriggerjob', token } = asked;
  const url = new URL(path, cloud.url);
  const headers: Record<string, string> = {
    host: url.host,
    ...(token === undefined ? {} : { 'x-ci-security-token': token }),
  };
  const authorization = COS.getAuthorization({
    SecretId: asked.secretId ?? ACCOUNT.secretId,
    SecretKey: asked.secretKey ?? ACCOUNT.secretKey,
    KeyTime: asked.keyTime ?? `${SECONDS_NOW - 60};${SECONDS_NOW + 900}`,
    Method: 'GET',
    Pathname: path,
    Query: asked.signed ?? query,
    Headers: asked.signedHeaders ?? headers,
  });
  if (asked.bare !== true) headers['authorization'] = authorization;
  url.search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      http
        .get(url, { headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const body = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          });
        })
        .on('error', reject);
    },
  );
}
