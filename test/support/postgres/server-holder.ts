import { PostgresServer } from './postgres-server.ts';

/** A process that starts a server, says where, and lives until it is killed. */
const server = await PostgresServer.start();
const [row] = await server.run('SHOW data_directory');
process.stdout.write(`${JSON.stringify({ port: server.port, directory: row?.['data_directory'] })}\n`);
setInterval(() => undefined, 60_000);
