import { createServer } from 'node:net';
import { listenFault } from './demo-fault.ts';
import type { ListenAddress } from './listen-address.ts';

/**
 * The address itself, or with a free port in place of 0: the configuration file must name it before anybody
 * listens there. @throws DemoFault
 */
export async function withFreePort({ host, port }: ListenAddress): Promise<ListenAddress> {
  if (port !== 0) return { host, port };
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFault('daemon', error)));
    server.listen(0, host, resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  return { host, port: address.port };
}
