import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/platform/secret.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { load, SMALLEST, withValue } from './config-text.ts';

const EVERYTHING = ['*'];

describe('the smallest configuration', () => {
  it('has the defaults of the interface in every key that is left out', () => {
    expect(load(SMALLEST).config).toEqual({
      timezone: 'UTC',
      language: 'en',
      log: { level: 'info' },
      server: {
        listen: { host: '127.0.0.1', port: 9464 },
        publicUrl: 'http://localhost:9464',
        maxConnections: 200,
        maxConnectionsPerAddress: 100,
        targetMetrics: 'auto',
      },
      storage: { url: 'sqlite:data/batchwatch.db', path: 'data/batchwatch.db', retention: 90 * DAY },
      credentials: {
        default: { source: 'literal', secretId: expect.any(Secret), secretKey: expect.any(Secret) },
      },
      targets: [
        {
          name: 'media',
          bucket: 'examplebucket-1250000000',
          region: 'ap-beijing',
          credentials: 'default',
          endpoint: 'https://examplebucket-1250000000.ci.ap-beijing.myqcloud.com',
          schedule: '*/30 * * * * *',
          lookback: 24 * HOUR,
          overlap: 10 * MINUTE,
          followFor: 30 * DAY,
          pageSize: 100,
          timeout: 10 * SECOND,
          requestsPerSecond: 5,
          spread: true,
          firstRun: 'summary',
          enrich: [],
          allowHttp: false,
          jobs: {},
        },
      ],
      smtp: {
        host: 'smtp.example.com',
        port: 587,
        security: 'starttls',
        from: 'Batchwatch <batchwatch@example.com>',
        maxPerMinute: 60,
      },
      receivers: [{ name: 'oncall', email: { to: ['oncall@example.com'] } }],
      errorCodes: {},
      rules: [
        {
          name: 'failures',
          match: {
            states: ['Failed', 'Pause'],
            targets: EVERYTHING,
            names: EVERYTHING,
            types: EVERYTHING,
            workflowIds: EVERYTHING,
            queueIds: EVERYTHING,
            codes: EVERYTHING,
          },
          receivers: ['oncall'],
          severity: 'critical',
          continue: false,
          groupWait: 0,
          groupInterval: 5 * MINUTE,
          tellRecovery: true,
          flapping: { changes: 4, within: HOUR, settle: 10 * MINUTE },
          closeAfter: 7 * DAY,
          escalate: [],
        },
      ],
      expectations: [],
      watchdog: {
        severity: 'critical',
        unreadableAfter: 5,
        outboxAfter: 10 * MINUTE,
        repeat: 4 * HOUR,
        every: MINUTE,
        allowHttp: false,
      },
      maintenance: [],
    });
  });

  it('notifies all receivers when there are no rules', () => {
    const tree = withValue(SMALLEST, 'receivers.1', { name: 'second', email: { to: ['b@example.com'] } });
    expect(load(tree).config.rules.map(({ receivers }) => receivers)).toEqual([['oncall', 'second']]);
  });

  it('needs no mail server when it notifies nobody', () => {
    const { config } = load(withValue(withValue(SMALLEST, 'smtp', undefined), 'receivers', undefined));
    expect(config.smtp).toBeUndefined();
    expect(config.rules).toMatchObject([{ name: 'failures', receivers: [] }]);
  });
});

const url = (text: string) => load(withValue(SMALLEST, 'server.publicUrl', text)).config.server.publicUrl;

const warningsOf = (changes: Record<string, string>, retention = '90d') =>
  load(
    withValue(withValue(SMALLEST, 'storage.retention', retention), 'targets', [
      { name: 'a', bucket: 'a-1', region: 'ap-beijing', ...changes },
    ]),
  ).warnings.map((warning) => `${warning.path} ${warning.message}`);

describe('quiet hours', () => {
  it('are of every day and let critical messages through', () => {
    const quietHours = { from: '22:00', to: '08:00' };
    expect(load(withValue(SMALLEST, 'quietHours', quietHours)).config).toMatchObject({
      quietHours: {
        from: '22:00',
        to: '08:00',
        days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
        letThrough: ['critical'],
      },
    });
  });

  it('of whole days, or with a digest at their end, are fine', () => {
    const wholeDays = { from: '00:00', to: '00:00', days: ['Sat', 'Sun'], digestAt: '09:00', letThrough: [] };
    expect(load(withValue(SMALLEST, 'quietHours', wholeDays)).warnings).toEqual([]);
    const digest = { from: '22:00', to: '08:00', digestAt: '08:00' };
    expect(load(withValue(SMALLEST, 'quietHours', digest)).warnings).toEqual([]);
  });
});

describe('an expectation', () => {
  it('notifies as critical, every 4h, and when it is over', () => {
    const nightly = {
      name: 'nightly',
      job: { target: 'media', name: 'nightly-*' },
      schedule: '0 2 * * *',
      createdWithin: '15m',
      successWithin: '3h',
      receivers: ['oncall'],
    };
    expect(load(withValue(SMALLEST, 'expectations', [nightly])).config.expectations).toEqual([
      {
        ...nightly,
        createdWithin: 15 * MINUTE,
        successWithin: 3 * HOUR,
        severity: 'critical',
        tellRecovery: true,
        closeAfter: 7 * DAY,
        escalate: [],
      },
    ]);
  });
});

describe('the watchdog', () => {
  it('keeps its ping secret', () => {
    const watchdog = { ping: 'https://hc.example.com/uuid', repeat: 'never', quietReport: '09:00' };
    const { config } = load(withValue(SMALLEST, 'watchdog', watchdog));
    expect(config.watchdog).toMatchObject({ repeat: 'never', quietReport: '09:00' });
    expect(config.watchdog.ping?.reveal()).toBe('https://hc.example.com/uuid');
    expect(JSON.stringify(config.watchdog)).not.toContain('uuid');
  });

  it('pings by plain http this machine only, unless that is allowed', () => {
    for (const watchdog of [
      { ping: 'http://localhost:8000/uuid' },
      { ping: 'http://hc.example.com/uuid', allowHttp: true },
    ]) {
      expect(load(withValue(SMALLEST, 'watchdog', watchdog)).warnings).toEqual([]);
    }
  });
});

describe('maintenance', () => {
  it('expects every state unless some are named', () => {
    const maintenance = [{ name: 'weekly', schedule: '0 1 * * 6', for: '2h', match: { targets: ['media'] } }];
    expect(load(withValue(SMALLEST, 'maintenance', maintenance)).config.maintenance).toEqual([
      {
        name: 'weekly',
        schedule: '0 1 * * 6',
        for: 2 * HOUR,
        match: {
          states: EVERYTHING,
          targets: ['media'],
          names: EVERYTHING,
          types: EVERYTHING,
          workflowIds: EVERYTHING,
          queueIds: EVERYTHING,
          codes: EVERYTHING,
        },
      },
    ]);
  });
});

describe('spans', () => {
  it('that do not fit together are warned of', () => {
    expect(warningsOf({ overlap: '25h' })).toEqual(['targets[0].overlap is longer than lookback']);
    expect(warningsOf({ followFor: '12h' })).toEqual(['targets[0].followFor is shorter than lookback']);
    expect(warningsOf({}, '12h')).toEqual(['targets[0].lookback is longer than storage.retention']);
  });

  it('may be equal where one should not be longer than the other', () => {
    expect(warningsOf({ overlap: '6h', lookback: '6h', followFor: '6h' }, '6h')).toEqual([]);
  });
});

describe('what is asked beside the list', () => {
  it('is one word, a list, or several with commas', () => {
    for (const enrich of ['failedObjects', ['failedObjects'], 'failedObjects, failedObjects']) {
      expect(load(withValue(SMALLEST, 'targets.0.enrich', enrich)).config.targets[0]?.enrich).toEqual([
        'failedObjects',
      ]);
    }
    for (const enrich of ['', []]) {
      expect(load(withValue(SMALLEST, 'targets.0.enrich', enrich)).config.targets[0]?.enrich).toEqual([]);
    }
  });
});

describe('what is said of an error code', () => {
  const OUR_CODE = { means: '上传不完整。', action: 'Ask #media.', link: 'https://wiki.example.com/a?b=1#c' };

  it('is kept by code, its link optional', () => {
    const { link: _, ...bare } = OUR_CODE;
    const errorCodes = { QueuePaused: OUR_CODE, '1103': bare };
    expect(load(withValue(SMALLEST, 'errorCodes', errorCodes)).config.errorCodes).toEqual(errorCodes);
  });
});

describe('a value is resolved', () => {
  it('for the base of links, without a trailing slash', () => {
    expect(url('https://ops.example.com/batchwatch/')).toBe('https://ops.example.com/batchwatch');
    expect(url('http://localhost:9464/')).toBe('http://localhost:9464');
  });

  it('for credentials that come from a source', () => {
    for (const source of ['environment', 'profile', 'cvm-role', 'tke-oidc']) {
      expect(load(withValue(SMALLEST, 'credentials.default', { source })).config.credentials).toEqual({
        default: { source },
      });
    }
  });

  it('also for names, hosts and senders beyond ASCII', () => {
    const tree = withValue(
      withValue(SMALLEST, 'targets.0.name', '媒体-1'),
      'smtp.from',
      '值班 <oncall@example.com>',
    );
    const { config } = load(withValue(tree, 'smtp.host', 'fe80::1'));
    expect([config.targets[0]?.name, config.smtp?.from, config.smtp?.host]).toEqual([
      '媒体-1',
      '值班 <oncall@example.com>',
      'fe80::1',
    ]);
  });
});
