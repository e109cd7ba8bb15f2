/** A folder of `src/` that has a row in the table. A file belongs to the longest row that contains it. */
export type Room = {
  /** The rooms, folders and files that it may import beside its own, as far as they stand above it. */
  imports: string[];
  /** The npm packages that it may import. `node:` is all of Node's modules. */
  packages: string[];
};

export type Rules = {
  /** Who may import whom. Imports lead up this table only, so rooms never import in a circle. */
  rooms: Record<string, Room>;
  /** Rooms whose folders do not import each other. A file beside the folders may import all of them. */
  apart: string[];
  /** What is not passed in as an argument, and the only files and folders that may use it. */
  ambient: Record<string, string[]>;
  /** Folders whose functions depend on their arguments alone, and what they may not use. */
  pure: string[];
  impure: string[];
  /** How many files may stand beside each other. */
  mostFiles: number;
  /** Words that name no idea: no file and no folder is called by them. */
  names: string[];
  /** Folders of tests that mirror no folder of `src/`. */
  testFolders: string[];
  /** Where a rule is broken, and why that cannot be helped today. */
  exceptions: Record<string, string>;
};

/** What the core may use: itself, and pure functions of text and time. */
const CORE = 'core platform/text platform/time.ts platform/local-time.ts';

const ROOMS: Record<string, Room> = {
  platform: may('', 'node: pino'),
  'platform/text': may('platform'),
  'platform/document': may(''),
  'platform/cron': may('platform', 'node:crypto node-cron'),
  'platform/http': may('platform', 'node:'),
  'platform/values': may('platform', 'node:net zod'),

  core: may(CORE),
  'core/job': may(CORE),
  'core/rule': may(CORE),
  'core/mute': may(CORE),
  'core/incident': may(CORE),
  'core/incident/evaluate': may(CORE),
  'core/message': may(CORE),

  'tencent/advice': may('core/message'),

  'render/words': may('platform core'),
  'render/locale': may('platform core render/words'),
  'render/condition': may('platform core render/words'),
  'render/compose': may('platform core render/words render/condition'),
  render: may('core render/locale'),
  'render/content': may('platform core render'),
  'render/chat': may('platform core render/content render/locale.ts render/locale'),

  lease: may('platform', 'node:crypto pino'),

  'store/schema': may('core', 'kysely'),
  store: may('platform lease store/schema', 'kysely'),
  'store/sqlite': may('platform store', 'kysely node:'),
  'store/dialect': may('store', 'kysely'),
  'store/postgres': may('platform lease store', 'kysely node:fs pg'),
  'store/open': may('platform lease store', 'pino'),
  'store/copy': may('lease store', 'kysely node:crypto'),
  'store/replicas': may('platform lease store', 'kysely'),
  'store/settings': may('platform core store', 'kysely node:crypto'),
  'store/jobs': may('platform core store', 'kysely node:crypto'),
  'store/incidents': may('platform core store', 'kysely'),
  'store/outbox': may('platform core lease store', 'kysely'),
  'store/history': may('platform core store', 'kysely node:timers/promises'),
  'store/views': may(
    'platform core store/database.ts store/schema store/dialect store/jobs store/incidents',
    'kysely',
  ),

  'engine/context': may('platform core render/compose store'),
  'engine/expectation': may('platform core render/condition store engine'),
  'engine/self-check/monitors': may('platform core render/condition store engine/context'),
  'engine/self-check': may('platform core render/condition render/compose store engine', 'pino'),
  engine: may('platform core render/compose store engine', 'pino'),
  'poll/port': may('platform core store/store.ts store/store-fault.ts', 'pino'),
  'poll/enrich': may('platform core store/jobs poll/port'),
  poll: may(
    'platform core lease store/jobs store/store.ts store/store-fault.ts poll engine/incident-engine.ts',
    'pino',
  ),
  outbox: may('platform core render/words lease store', 'pino'),
  timeline: may('platform core render/words store'),
  actions: may('platform core render/compose store'),

  'channel/base': may('platform core render store/store.ts outbox/channel.ts', 'node:crypto zod'),
  channel: may(
    'platform core render store/settings store/store.ts store/store-fault.ts outbox/channel.ts channel/base',
    'node: nodemailer pino zod',
  ),
  'tencent/xml': may('platform core/job', 'fast-xml-parser'),
  'tencent/request': may('platform poll/port tencent/xml', 'node:crypto node:http'),
  'tencent/credentials': may('platform poll/port tencent/request', 'node:path'),
  'tencent/job': may('platform core/job poll/port tencent/xml tencent/request'),
  'tencent/batch': may('platform core/job poll/port tencent', 'zod'),
  tencent: may('tencent'),
  metrics: may(
    'platform core lease store/database.ts store/store.ts store/jobs store/incidents poll/port outbox',
    'prom-client',
  ),

  'http/base': may('', 'hono'),
  'http/options': may('platform core lease render/compose store/store.ts'),
  'http/health': may('platform core lease store http/options'),
  'http/login': may('platform store/settings store/store.ts store/store-fault.ts', 'node:crypto'),
  'http/auth': may(
    'platform core store/settings store/store.ts http/options http/login',
    'hono @hono/node-server node:crypto node:net pino zod',
  ),
  'http/respond': may('platform store/store-fault.ts', 'hono @hono/zod-openapi'),
  'http/api/query': may('platform store/views actions http', 'hono @hono/zod-openapi'),
  'http/api/json': may('platform core store http/options http/health http/respond', '@hono/zod-openapi'),
  'http/api': may('platform core store actions http', 'hono @hono/zod-openapi'),
  'http/browser': may(''),
  'http/locale': may('platform core render/words store timeline http/base http/health', 'hono'),
  'http/ui': may(
    'platform core store/views http/base http/options http/auth http/locale',
    'hono node:crypto node:fs',
  ),
  'http/pages': may('platform core render/words store timeline actions http', 'hono d3-scale d3-shape'),
  'http/sign-in': may('platform http', 'hono'),
  http: may('platform metrics http', 'hono @hono/node-server node: pino'),

  'config/schema': may('platform core channel/channels.ts tencent/job-kinds.ts config', 'node: re2js zod'),
  'config/file': may('platform channel/channels.ts config', 'yaml zod'),
  'config/checks': may('platform core channel/channels.ts config'),
  'config/advice': may('platform core channel/channels.ts config', 'node:net pino'),
  'config/generate': may('channel/channels.ts config/schema', 'node:fs'),
  config: may('platform config', 'node:crypto node:fs yaml zod'),

  app: may(
    'platform core lease render/compose store engine poll outbox channel tencent metrics http config',
    'node: pino',
  ),
  replay: may('platform core store engine actions'),
  'demo/listen': may('platform', 'node:net'),
  demo: may('platform core http config app demo', 'node: hono mailparser smtp-server yaml zod'),
  'cli/terminal': may('platform', 'node:readline node:stream commander'),
  'cli/locale': may('core render/words store/outbox store/views'),
  'cli/backend': may(
    'platform core store actions config channel/channel-names.ts app/receiver-plans.ts app/plans http/api/json http/health http/respond http/address-file.ts',
    'node: zod',
  ),
  'cli/exit': may(
    'platform core store/store-fault.ts http/http-fault.ts config demo/listen cli',
    'node:util',
  ),
  'cli/session': may('platform core cli'),
  'cli/commands': may(
    'platform core lease render store outbox timeline actions channel/channels.ts channel/channel-names.ts tencent http config app replay demo cli',
    'node: commander',
  ),
  cli: may('platform core cli', 'commander'),
  'run-process.ts': may('platform cli', 'node:'),
  'main.ts': may('cli run-process.ts'),
};

function may(imports: string, packages = ''): Room {
  return { imports: imports.split(' '), packages: packages.split(' ') };
}

export const RULES: Rules = {
  rooms: ROOMS,
  apart: ['channel'],
  ambient: {
    process: ['main.ts', 'run-process.ts', 'config/generate'],
    'Date.now': ['platform'],
    'new Date()': ['platform'],
    'performance.now': ['platform'],
    'Math.random': ['run-process.ts'],
  },
  pure: ['core', 'tencent/advice', 'render'],
  impure: ['async', 'setTimeout', 'fetch'],
  mostFiles: 20,
  names: ['utils', 'helpers', 'common'],
  testFolders: [
    'docs',
    'house',
    'kubernetes',
    'prometheus',
    'config/wrong-values',
    'engine/mute',
    'engine/rule',
    'engine/simulation',
  ],
  exceptions: {},
};
