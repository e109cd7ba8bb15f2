import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitute } from '../../../../src/config/file/substitute.ts';
import { faultOf, load, problemsOf, SMALLEST, withValue, type ConfigSetup } from '../config-text.ts';

const smtpOf = (smtp: Record<string, unknown>, setup: ConfigSetup = {}) =>
  load(withValue(SMALLEST, 'smtp', { host: 'mail', from: 'a@example.com', ...smtp }), setup).config.smtp;

const region = (env: Record<string, string>) =>
  load(withValue(SMALLEST, 'targets.0.region', '${REGION:-ap-tokyo}'), { env }).config.targets[0]?.region;

const target = (key: string, env: Record<string, string>) =>
  load(withValue(SMALLEST, `targets.0.${key}`, '${V}'), { env }).config.targets[0];

const problemOfPort = (variable: string) =>
  faultOf(withValue(SMALLEST, 'smtp.port', `\${${variable}}`), { env: { [variable]: 'smtp' } }).problems[0];

describe('a variable of the environment', () => {
  it('replaces ${VAR}, also inside a text and several times', () => {
    const from = 'from ${WHO} <${WHO}@example.com>';
    expect(smtpOf({ from }, { env: { WHO: 'watch' } })?.from).toBe('from watch <watch@example.com>');
  });

  it('gives way to the default of ${VAR:-default} when it is not set or empty', () => {
    expect(region({})).toBe('ap-tokyo');
    expect(region({ REGION: '' })).toBe('ap-tokyo');
    expect(region({ REGION: 'ap-seoul' })).toBe('ap-seoul');
  });

  it('is an error when it is missing, reported once and by name', () => {
    expect(problemsOf(withValue(SMALLEST, 'smtp.port', '${SMTP_PORT}'))).toEqual([
      {
        path: 'smtp.port',
        message: 'needs the environment variable SMTP_PORT, which is not set',
        hint: 'set it, or write ${SMTP_PORT:-default}',
      },
    ]);
  });

  it('is named when its value is wrong, and so is the value, unless the name speaks of a secret', () => {
    expect(problemOfPort('SMTP_PORT')).toMatchObject({
      path: 'smtp.port',
      value: 'smtp',
      message: 'must be a whole number',
      hint: 'the value comes from SMTP_PORT',
    });
    for (const variable of ['SMTP_PASSWORD', 'TENCENTCLOUD_SECRET_KEY', 'session_token', 'PASS']) {
      expect(problemOfPort(variable)).not.toHaveProperty('value');
    }
  });

  it('becomes the number, truth value or list that its place asks for', () => {
    expect(smtpOf({ port: '${P}' }, { env: { P: '2525' } })?.port).toBe(2525);
    expect(target('requestsPerSecond', { V: '0.5' })?.requestsPerSecond).toBe(0.5);
    expect(target('overlap', { V: '90s' })?.overlap).toBe(90_000);
    for (const V of ['true', '1', 'YES', 'on']) expect(target('allowHttp', { V })?.allowHttp).toBe(true);
    for (const V of ['false', '0', 'no', 'Off']) expect(target('allowHttp', { V })?.allowHttp).toBe(false);
    const states = withValue(SMALLEST, 'rules', [
      { name: 'r', receivers: ['oncall'], match: { states: '${STATES}' } },
    ]);
    expect(load(states, { env: { STATES: 'Failed, Cancel' } }).config.rules[0]?.match.states).toEqual([
      'Failed',
      'Cancel',
    ]);
  });

  it('stays text where text is wanted, however much it looks like a number', () => {
    const tree = withValue(SMALLEST, 'targets.0.jobs', { workflowId: '${ID}' });
    expect(load(tree, { env: { ID: '0012' } }).config.targets[0]?.jobs.workflowId).toBe('0012');
  });

  it('counts as left out when it is empty under a key that may be left out', () => {
    const env = { EMPTY: '' };
    expect(smtpOf({ username: '${EMPTY}', password: '${EMPTY}', port: '${EMPTY}' }, { env })).toEqual({
      host: 'mail',
      port: 587,
      security: 'starttls',
      from: 'a@example.com',
      maxPerMinute: 60,
    });
    expect(
      load(withValue(SMALLEST, 'credentials.default.token', '')).config.credentials['default'],
    ).not.toHaveProperty('token');
    expect(problemsOf(withValue(SMALLEST, 'smtp.host', '${EMPTY}'), { env })).toEqual([
      { path: 'smtp.host', message: 'must not be empty', hint: 'the value comes from EMPTY' },
    ]);
  });

  it('splits recipients at commas, drops blanks and repetitions', () => {
    const tree = withValue(SMALLEST, 'receivers.0.email.to', '${ALERT_TO}');
    const env = { ALERT_TO: 'a@example.com, b@example.com,,a@example.com ' };
    expect(load(tree, { env }).config.receivers).toEqual([
      { name: 'oncall', email: { to: ['a@example.com', 'b@example.com'] } },
    ]);
  });

  it('is not looked for in keys', () => {
    const [problem] = problemsOf('"${KEY}": 1\ncredentials: {}\ntargets: []\n', { env: { KEY: 'timezone' } });
    expect(problem).toMatchObject({
      path: '["${KEY}"]',
      message: 'is not a known key',
      hint: 'variables are replaced in values, not in keys',
    });
  });

  it('is reported as malformed when nested, unclosed or without a name', () => {
    for (const text of ['${A:-${B}}', '${A', '${}', '${1A}', '${A:B}']) {
      expect(problemsOf(withValue(SMALLEST, 'smtp.host', text), { env: { A: 'a', B: 'b' } })).toEqual([
        expect.objectContaining({ path: 'smtp.host', message: 'has a malformed ${…}' }),
      ]);
    }
  });

  it('is left alone behind $${', () => {
    expect(substitute({ key: 'a $${VAR} $ $$ b' }, {})).toMatchObject({
      value: { key: 'a ${VAR} $ $$ b' },
      findings: [],
    });
  });

  it('never becomes YAML, an escape or another variable, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const { value: tree } = substitute({ a: ['${V}'], b: 'x${V}y' }, { V: value });
        expect(tree).toEqual({ a: [value], b: `x${value}y` });
      }),
      { examples: [['a: b\n- c'], ['${V}'], ['$${'], ['$&'], ['"]}']] },
    );
  });
});
