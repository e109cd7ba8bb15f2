import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { effectiveConfig, effectiveYaml } from '../../../src/config/effective.ts';
import { generatedFiles } from '../../../src/config/generate/generated-files.ts';
import { editorSchema } from '../../../src/config/schema/json-schema.ts';
import { readConfig } from '../../../src/config/load.ts';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { keysOf, nodeAt } from '../../../src/config/schema/schema-tree.ts';
import { complaints } from './accepts.ts';
import { load, problemsOf, SMALLEST, withValue } from './config-text.ts';

const DIRECTORY = new URL('../../../config/', import.meta.url);
const shipped = (name: string) => readFileSync(new URL(name, DIRECTORY), 'utf8');
const CONTAINER_ENV = {
  TENCENTCLOUD_SECRET_ID: 'AKIDexample',
  TENCENTCLOUD_SECRET_KEY: 'key-example',
  BATCHWATCH_BUCKET: 'examplebucket-1250000000',
  BATCHWATCH_REGION: 'ap-beijing',
  SMTP_HOST: 'smtp.example.com',
  SMTP_FROM: 'batchwatch@example.com',
  ALERT_TO: 'oncall@example.com,lead@example.com',
};

const loadContainer = (env: Record<string, string>) => load(shipped('batchwatch.yaml'), { env });

describe('config/batchwatch.yaml', () => {
  it('needs nothing but keys, bucket, region, mail server, sender and recipients', () => {
    const { config, warnings } = loadContainer(CONTAINER_ENV);
    expect(warnings).toMatchObject([
      { path: 'server.publicUrl', hint: expect.stringContaining('comes from BATCHWATCH_PUBLIC_URL') },
    ]);
    expect(config).toMatchObject({
      timezone: 'UTC',
      log: { level: 'info' },
      server: { listen: { host: '0.0.0.0', port: 9464 }, publicUrl: 'http://localhost:9464' },
      storage: { path: '/data/batchwatch.db' },
      targets: [
        {
          endpoint: 'https://examplebucket-1250000000.ci.ap-beijing.myqcloud.com',
          schedule: '*/30 * * * * *',
        },
      ],
      smtp: { port: 587, security: 'starttls' },
      receivers: [{ email: { to: ['oncall@example.com', 'lead@example.com'] } }],
    });
    expect(config.credentials['default']).not.toHaveProperty('token');
    expect(config.smtp).not.toHaveProperty('username');
  });

  it('takes every variable that the interface lists', () => {
    const { config } = loadContainer({
      ...CONTAINER_ENV,
      TENCENTCLOUD_TOKEN: 'token-example',
      BATCHWATCH_SCHEDULE: '*/5 * * * *',
      BATCHWATCH_ENDPOINT: 'http://simulator:8080',
      BATCHWATCH_ALLOW_HTTP: 'true',
      BATCHWATCH_TIMEZONE: 'Asia/Shanghai',
      BATCHWATCH_PUBLIC_URL: 'https://ops.example.com',
      BATCHWATCH_LOG_LEVEL: 'debug',
      BATCHWATCH_ALLOW_UNAUTHENTICATED: 'true',
      SMTP_PORT: '465',
      SMTP_SECURITY: 'tls',
      SMTP_USERNAME: 'alerts',
      SMTP_PASSWORD: 'password-example',
    });
    expect(config).toMatchObject({
      timezone: 'Asia/Shanghai',
      log: { level: 'debug' },
      server: { publicUrl: 'https://ops.example.com', auth: { allowUnauthenticated: true } },
      credentials: { default: { token: expect.anything() } },
      targets: [{ endpoint: 'http://simulator:8080', allowHttp: true, schedule: '*/5 * * * *' }],
      smtp: { port: 465, security: 'tls', username: 'alerts', password: expect.anything() },
    });
  });

  it('names every required variable that is missing', () => {
    const problems = problemsOf(shipped('batchwatch.yaml'));
    for (const variable of Object.keys(CONTAINER_ENV)) {
      expect(problems.map(({ message }) => message)).toContain(
        `needs the environment variable ${variable}, which is not set`,
      );
    }
  });
});

describe('config/batchwatch.example.yaml', () => {
  it('loads without problems or warnings', () => {
    const env = { ...CONTAINER_ENV, SMTP_PASSWORD: 'password-example' };
    const path = new URL('batchwatch.example.yaml', DIRECTORY).pathname;
    expect(readConfig({ path, env }).warnings).toEqual([]);
  });

  it('shows every key of the schema', () => {
    const text = shipped('batchwatch.example.yaml');
    const lists = [
      'server.auth',
      'server.auth.basic.0',
      'server.auth.bearer.0',
      'server.auth.proxy',
      'server.tls',
      'smtp.oauth2',
      'smtp.dkim',
      'targets.0',
      'targets.0.jobs',
      'receivers.0',
      'receivers.0.email',
      'quietHours',
      'maintenance.0',
      'rules.0',
      'rules.0.match',
      'rules.0.flapping',
      'rules.0.escalate.0',
      'rules.0.owner',
      'rules.0.tooLong',
      'rules.0.tooLong.Running',
    ];
    const places = ['', 'log', 'server', 'storage', 'credentials.x', 'smtp', 'errorCodes.x', ...lists];
    for (const place of places) {
      const path =
        place === '' ? [] : place.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      const node = nodeAt(configSchema, path);
      if (node === undefined) throw new Error(`no such place: ${place}`);
      const keys = keysOf(node);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => !new RegExp(`(^|[ #{])${key}:`, 'm').test(text))).toEqual([]);
    }
  });
});

const wrong = (path: string, value: unknown) => complaints(editorSchema(), withValue(SMALLEST, path, value));

describe('the JSON Schema', () => {
  it('is named by both shipped files and accepts them', () => {
    for (const name of ['batchwatch.yaml', 'batchwatch.example.yaml']) {
      expect(shipped(name)).toMatch(/^# yaml-language-server: \$schema=batchwatch\.schema\.json\n/);
      expect(complaints(editorSchema(), parse(shipped(name)))).toEqual([]);
    }
  });

  it('accepts variables, twins of secrets and comma-separated recipients', () => {
    const tree = {
      credentials: { default: { secretIdFile: '/id', secretKeyFile: '/key' } },
      targets: [
        { name: 'a', bucket: '${B}', region: '${R}', pageSize: '${P}', timeout: '${T}s', allowHttp: '${H}' },
      ],
      smtp: { host: 'x', port: '${PORT:-25}', security: '${S}', from: 'a@example.com', passwordFile: '/p' },
      receivers: [{ name: 'r', email: { to: 'a@example.com, b@example.com' } }],
      rules: [{ name: 'r', receivers: '${R}', match: { states: '${S}' } }],
    };
    expect(complaints(editorSchema(), tree)).toEqual([]);
  });

  it('complains where the program does', () => {
    expect(wrong('log.levle', 'info')).toEqual(['.log.levle']);
    expect(wrong('log.level', 'loud')).toEqual(['.log.level']);
    expect(wrong('smtp.port', 70_000)).toEqual(['.smtp.port']);
    expect(wrong('smtp.host', undefined)).toEqual(['.smtp.host']);
    expect(wrong('storage.retention', '90')).toEqual(['.storage.retention']);
    expect(wrong('targets.0.pageSize', 'x')).toEqual(['.targets[0].pageSize']);
    expect(wrong('credentials.default.source', 'magic')).toEqual(['.credentials.default.source']);
    expect(wrong('targets.0.enrich', ['everything'])).toEqual(['.targets[0].enrich']);
    expect(wrong('errorCodes', { X: { means: 'x' } })).toEqual(['.errorCodes.X.action']);
    expect(wrong('targets', undefined)).toEqual(['.targets']);
    expect(wrong('targets', [])).toEqual(['.targets']);
  });

  it('carries no keyword of our own', () => {
    expect(JSON.stringify(editorSchema())).not.toMatch(/writtenAs|commaSeparated|"secret":true/);
  });
});

describe('the generated files', () => {
  for (const [name, text] of generatedFiles()) {
    it(`config/${name} is current; else run npm run generate`, () => {
      expect(shipped(name)).toBe(text);
    });
  }

  it('describe every key', () => {
    const page = generatedFiles().get('reference.md') ?? '';
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(55);
    expect(rows.filter((line) => /\| *\|$/.test(line) || line.includes('undefined'))).toEqual([]);
    expect(page).toContain('| `overlap` | duration | `10m` |');
    expect(page).toContain('| `passwordFile` | path |');
  });
});

describe('the effective configuration', () => {
  it('is itself a configuration that means the same', () => {
    const { config } = load(shipped('batchwatch.example.yaml'), {
      env: { ...CONTAINER_ENV, SMTP_PASSWORD: 'password-example' },
    });
    // What is hidden there is no URL.
    const shown = effectiveYaml(config)
      .replace('ping: "***"', 'ping: https://hc.example.com/EXAMPLE')
      .replaceAll('url: "***"', 'url: https://hook.example.com/EXAMPLE')
      .replaceAll('- "***"', '- https://am.example.com')
      .replaceAll('secret: "***"', `secret: whsec_${'A'.repeat(32)}`);
    const again = load(shown).config;
    expect(effectiveConfig(again)).toEqual(effectiveConfig(config));
    expect(again.targets).toEqual(config.targets);
    expect(again.maintenance).toEqual(config.maintenance);
    expect(again.receivers).toEqual(config.receivers);
  });

  it('writes spans and addresses as the file does', () => {
    const tree = withValue(withValue(SMALLEST, 'targets.0.timeout', '1500ms'), 'targets.0.overlap', '0s');
    const shown = effectiveConfig(load(withValue(tree, 'server.listen', '[::]:0')).config);
    expect(shown).toMatchObject({
      server: { listen: '[::]:0' },
      storage: { retention: '90d' },
      targets: [{ timeout: '1500ms', overlap: '0s', lookback: '1d' }],
      credentials: { default: { secretId: '***', secretKey: '***' } },
    });
  });
});
