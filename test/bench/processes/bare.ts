import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { Command } from 'commander';
import { XMLParser } from 'fast-xml-parser';
import { Hono } from 'hono';
import { Kysely } from 'kysely';
import { createTask } from 'node-cron';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { z } from 'zod';
import { onLine } from './line.ts';

/** A process that loads the libraries of Batchwatch, makes one thing of each, listens, and does nothing. */
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const app = new Hono();
app.get('/metrics', async (context) => context.text(await registry.metrics()));
const log = pino({ base: null }, pino.destination({ dest: 1, sync: true }));
const made = [
  createTransport({ host: '127.0.0.1', port: 25 }),
  createTask('* * * * *', () => {}),
  new DatabaseSync(':memory:'),
  new XMLParser({ jPath: false }),
  new Command('bare'),
  z.strictObject({ name: z.string() }).parse(parse('name: bare')),
  Kysely,
  createServer,
];
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
  log.info({ made: made.length }, 'listening'),
);
onLine(() => void server.close());
