import { describe, expect, it } from 'vitest';
import { faultOf, load, problemsOf, SMALLEST, withValue } from './config-text.ts';
import { wrongAccessValues } from './wrong-values/wrong-access-values.ts';
import { wrongCalendarValues } from './wrong-values/wrong-calendar-values.ts';
import { wrongDeliveryValues } from './wrong-values/wrong-delivery-values.ts';
import { wrongProcessValues } from './wrong-values/wrong-process-values.ts';
import { wrongStorageValues } from './wrong-values/wrong-storage-values.ts';
import { wrongTargetValues } from './wrong-values/wrong-target-values.ts';
import { wrongWatchValues } from './wrong-values/wrong-watch-values.ts';

const endpointOf = (endpoint: string, allowHttp: boolean) =>
  load(withValue(withValue(SMALLEST, 'targets.0.endpoint', endpoint), 'targets.0.allowHttp', allowHttp))
    .config.targets[0]?.endpoint;

describe('a wrong value is reported with its path and a hint', () => {
  for (const { set, to, at, message, hint } of [
    ...wrongProcessValues,
    ...wrongStorageValues,
    ...wrongAccessValues,
    ...wrongTargetValues,
    ...wrongDeliveryValues,
    ...wrongCalendarValues,
    ...wrongWatchValues,
  ]) {
    const path = at ?? set;
    it(`${set}: ${JSON.stringify(to) ?? 'left out'} → ${path} ${message}`, () => {
      const problem = hint === undefined ? { path, message } : { path, message, hint };
      expect(problemsOf(withValue(SMALLEST, set, to))).toEqual([problem]);
    });
  }
});

describe('loading', () => {
  it('shows all problems of all kinds at once, in the order of the file, with line and column', () => {
    const { problems, file, message, code } = faultOf(
      [
        'timezone: Mars/Olympus',
        'credentials: { default: { secretId: a, secretKey: "${NOT_SET}" } }',
        'targets:',
        '  - name: media',
        '    bucket: nope',
        '    region: ap-beijing',
        '    credentials: deflaut',
        '    shedule: "* * * * *"',
        '    overlap: 48 hours',
        'receivers:',
        '  - { name: oncall, email: { to: [oncall] } }',
      ].join('\n'),
    );
    expect(problems.map(({ path, line, column }) => [path, line, column])).toEqual([
      ['timezone', 1, 11],
      ['credentials.default.secretKey', 2, 51],
      ['targets[0].bucket', 5, 13],
      ['targets[0].credentials', 7, 18],
      ['targets[0].shedule', 8, 5],
      ['targets[0].overlap', 9, 14],
      ['receivers[0].email', 11, 28],
      ['receivers[0].email.to[0]', 11, 35],
    ]);
    expect(file).toBe('test.yaml');
    expect(code).toBe('config-invalid');
    expect(message.split('\n')).toHaveLength(8);
    expect(message).toContain(
      'test.yaml:7:18: targets[0].credentials: deflaut is no entry of credentials (did you mean default?)',
    );
  });

  it('points at the parent of a missing key', () => {
    const { problems } = faultOf(
      'credentials: {}\ntargets:\n  - bucket: b-1\n    region: ap-beijing\n    name: x\n',
    );
    expect(problems).toEqual([
      { path: 'targets[0].credentials', line: 3, column: 5, message: 'is no entry of credentials' },
    ]);
  });

  it('warns of a password that travels unencrypted, of a file without receivers and of a receiver in no rule', () => {
    const open = {
      host: 'mail.example.com',
      security: 'none',
      username: 'u',
      password: 'p',
      from: 'b@example.com',
    };
    expect(load(withValue(SMALLEST, 'smtp', open)).warnings).toMatchObject([
      { path: 'smtp.security', message: 'sends the password unencrypted' },
    ]);
    expect(load(withValue(SMALLEST, 'smtp', { ...open, host: '127.0.0.1' })).warnings).toEqual([]);
    expect(load(withValue(SMALLEST, 'receivers', [])).warnings).toMatchObject([{ path: 'receivers' }]);
    expect(load(withValue(SMALLEST, 'rules', [])).warnings).toMatchObject([
      { path: 'receivers[0].name' },
      { path: 'targets[0]', message: expect.stringContaining('in state Failed') as string },
      { path: 'targets[0]', message: expect.stringContaining('in state Pause') as string },
    ]);
    expect(load(SMALLEST).warnings).toEqual([]);
  });

  it('takes a plain http endpoint on this machine, and elsewhere when the target says so', () => {
    expect(endpointOf('http://127.0.0.1:8080/', false)).toBe('http://127.0.0.1:8080');
    expect(endpointOf('http://localhost:8080', false)).toBe('http://localhost:8080');
    expect(endpointOf('http://[::1]:8080', false)).toBe('http://[::1]:8080');
    expect(endpointOf('http://ci.example.com', true)).toBe('http://ci.example.com');
  });

  it('takes a file of authorities only when it can be read and holds a certificate', () => {
    const tree = withValue(SMALLEST, 'smtp.caFile', '/ca.pem');
    const hint = 'check the path, and that the user who runs Batchwatch may read it';
    expect(problemsOf(tree)).toEqual([
      { path: 'smtp.caFile', message: 'names a file that cannot be read (ENOENT)', hint },
    ]);
    expect(problemsOf(tree, { files: { '/ca.pem': 'hello' } })).toEqual([
      {
        path: 'smtp.caFile',
        message: 'names a file without a certificate',
        hint: 'it must be in PEM format',
      },
    ]);
    const files = { '/ca.pem': '-----BEGIN CERTIFICATE-----\n' };
    expect(load(tree, { files }).config.smtp?.caFile).toBe('/ca.pem');
  });
});
