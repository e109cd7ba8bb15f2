import { PostgresServer } from './postgres-server.ts';

let shared: Promise<PostgresServer> | undefined;

/**
 * The server of this test process. It starts at the first call and ends with the process, so a run that needs no
 * PostgreSQL starts none.
 */
export function sharedServer(): Promise<PostgresServer> {
  shared ??= PostgresServer.start();
  return shared;
}

const templates = new Map<string, Promise<string>>();

/**
 * Makes a database of the shared server as `prepare` leaves it, and returns its address. The first call prepares a
 * template of this name, and all calls copy it.
 */
export async function preparedDatabase(
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<string> {
  const server = await sharedServer();
  const template = templates.get(name) ?? prepareTemplate(server, prepare);
  templates.set(name, template);
  return server.url(await server.createDatabase({ template: await template }));
}

async function prepareTemplate(
  server: PostgresServer,
  prepare: (url: string) => Promise<void>,
): Promise<string> {
  const database = await server.createDatabase();
  await prepare(server.url(database));
  return database;
}
