import { getTasks } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { SMALLEST, withValue } from '../config/config-text.ts';
import { fine, runCheck as run, serverSays } from './run-check.ts';

const BROKEN = withValue(withValue(SMALLEST, 'smtp.port', 0), 'targets.0.schedul', '* * * * *');

const refuseLogin = () => serverSays({ ok: false, detail: '535 no', hint: 'look at the password' });
const refuse = () => Promise.reject(new Error('asked'));
const answerRefused = () => Promise.resolve({ ok: false, detail: 'refused' });

describe('check', () => {
  it('prints every problem with place, path and hint, and returns 78', async () => {
    expect(await run(BROKEN)).toEqual({
      code: 78,
      text: [
        'c.yaml:9:5: targets[0].schedul is not a known key',
        '    hint: did you mean schedule?',
        'c.yaml:13:9: smtp.port: 0 must be at least 1',
        '2 problems in c.yaml',
        '',
      ].join('\n'),
    });
  });

  it('prints what takes effect, secrets hidden, and the next three runs in the configured zone', async () => {
    const { code, text } = await run(
      withValue(withValue(SMALLEST, 'timezone', 'Asia/Shanghai'), 'targets.0.schedule', '0 30 4 * * *'),
    );
    expect(code).toBe(0);
    expect(text).toContain('secretKey: "***"');
    expect(text).not.toContain('key-example');
    const runs = text.slice(text.indexOf('# next runs'));
    expect(runs).toMatch(
      /^# next runs\nmedia \(0 30 4 \* \* \*\)\n( {2}\d{4}-\d{2}-\d{2} 04:30:00 Asia\/Shanghai\n){3}$/,
    );
  });

  it('leaves no task behind in the scheduler', async () => {
    const before = getTasks().size;
    await run(SMALLEST);
    expect(getTasks().size).toBe(before);
  });

  it('prints warnings after everything else, the worst last, and still returns 0', async () => {
    const tree = withValue(withValue(SMALLEST, 'rules', []), 'watchdog', { receivers: [] });
    const { code, text } = await run(withValue(tree, 'targets.0.overlap', '25h'));
    expect(code).toBe(0);
    const warnings = text.slice(text.indexOf('\nwarning: ')).match(/^warning: .*$/gm) ?? [];
    expect(warnings.map((line) => line.replace(/^warning: c\.yaml:\d+:\d+: /, ''))).toEqual([
      expect.stringMatching(/^targets\[0\]\.overlap.* is longer than lookback$/),
      expect.stringMatching(/^receivers\[0\]\.name.* is never notified$/),
      expect.stringMatching(/^targets\[0\] no rule matches jobs of media in state Failed: /),
      expect.stringMatching(/^targets\[0\] no rule matches jobs of media in state Pause: /),
    ]);
    expect(text.indexOf('warning: ')).toBeGreaterThan(text.indexOf('# next runs'));
    expect(text).toMatch(/state Pause: .*\n {4}hint: .*\n$/);
  });

  it('prints warnings last with online, unless something failed, which is worse', async () => {
    const tree = withValue(SMALLEST, 'rules', []);
    const well = await run(tree, { online: true });
    expect(well.text.indexOf('warning: ')).toBeGreaterThan(well.text.indexOf('ok     smtp'));
    const { text } = await run(tree, { online: true, probes: { ...fine, target: answerRefused } });
    expect(text).toMatch(/warning: [^#]*\n# online\nok {5}smtp: logged in\nfailed target media: refused\n$/);
  });

  it('asks nobody unless told to', async () => {
    expect((await run(SMALLEST, { probes: { target: refuse, channel: refuse, store: refuse } })).code).toBe(
      0,
    );
    expect(
      (await run(BROKEN, { online: true, probes: { target: refuse, channel: refuse, store: refuse } })).code,
    ).toBe(78);
  });

  it('asks every target and the mail server with online, one line each', async () => {
    const two = withValue(SMALLEST, 'targets.1', { name: 'b', bucket: 'b-1', region: 'ap-tokyo' });
    const { code, text } = await run(two, { online: true });
    expect(code).toBe(0);
    expect(text.slice(text.indexOf('# online'))).toBe(
      '# online\nok     target media: media answered\nok     target b: b answered\nok     smtp: logged in\n',
    );
    const silent = withValue(withValue(SMALLEST, 'smtp', undefined), 'receivers', []);
    expect((await run(silent, { online: true })).text).not.toContain('logged in');
  });

  it('names each address with what the mail server says of it', async () => {
    const recipients = [
      { recipient: 'a@example.com', ok: true, detail: 'not refused' },
      { recipient: 'b@example.com', ok: false, detail: 'refused for good: 550 no', hint: 'look' },
    ];
    const probes = { ...fine, channel: () => serverSays({ ok: true, detail: 'logged in' }, recipients) };
    const { code, text } = await run(SMALLEST, { online: true, probes });
    expect(code).toBe(1);
    expect(text).toContain(
      'ok     smtp: logged in\nok     smtp a@example.com: not refused\nfailed smtp b@example.com: refused for good: 550 no (look)\n',
    );
    const report = JSON.parse((await run(SMALLEST, { online: true, json: true, probes })).text);
    expect(report.online.at(-1)).toEqual({
      probe: 'smtp b@example.com',
      ok: false,
      detail: 'refused for good: 550 no',
      hint: 'look',
    });
  });

  it('refuses an address that needs SMTPUTF8, unless the mail server has been asked', async () => {
    const tree = withValue(SMALLEST, 'receivers.0.email.to', ['张三@example.com']);
    const { code, text } = await run(tree);
    expect(code).toBe(78);
    expect(text).toMatch(
      /receivers\[0\]\.email\.to: 张三@example\.com is not ASCII before the @.*\n {4}hint: .*check --online\n/,
    );
    expect(text).toMatch(/\n1 problem in c\.yaml\n$/);
    expect(JSON.parse((await run(tree, { json: true })).text)).toMatchObject({
      ok: false,
      problems: [{ path: 'receivers[0].email.to' }],
    });
    const asked = await run(tree, { online: true });
    expect(asked.code).toBe(0);
    expect(asked.text).not.toContain('is not ASCII');
  });

  it('returns 1 when another side refuses, and says what to do', async () => {
    const { code, text } = await run(SMALLEST, { online: true, probes: { ...fine, channel: refuseLogin } });
    expect(code).toBe(1);
    expect(text).toContain(
      'ok     target media: media answered\nfailed smtp: 535 no (look at the password)\n',
    );
  });

  it('prints one JSON object with json', async () => {
    const { code, text } = await run(SMALLEST, { online: true, json: true });
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      ok: true,
      file: 'c.yaml',
      problems: [],
      warnings: [],
      configuration: { credentials: { default: { secretKey: '***' } }, storage: { retention: '90d' } },
      schedules: [
        {
          target: 'media',
          schedule: '*/30 * * * * *',
          timezone: 'UTC',
          next: Array(3).fill(expect.stringMatching(/Z$/)),
        },
      ],
      online: [
        { probe: 'target media', ok: true, detail: 'media answered' },
        { probe: 'smtp', ok: true, detail: 'logged in' },
      ],
    });
    const broken = await run(BROKEN, { json: true });
    expect(broken.code).toBe(78);
    expect(JSON.parse(broken.text)).toMatchObject({
      ok: false,
      problems: [
        { path: 'targets[0].schedul', line: 9, column: 5, hint: 'did you mean schedule?' },
        { path: 'smtp.port', value: '0' },
      ],
    });
  });

  it('speaks the configured language, but for problems of the configuration and JSON', async () => {
    const chinese = withValue(SMALLEST, 'language', 'zh-CN');
    const probes = { ...fine, channel: () => serverSays({ ok: false, detail: '535 no', hint: 'look' }) };
    const { text } = await run(chinese, { online: true, probes });
    expect(text).toMatch(/^# c\.yaml 的生效配置\n/);
    expect(text).toContain('\n# 接下来的执行时间\n目标 media (*/30 * * * * *)\n');
    expect(text.slice(text.indexOf('# 在线'))).toBe(
      '# 在线检查\n正常 目标 media：media answered\n失败 邮件服务器：535 no（look）\n',
    );
    const report = JSON.parse((await run(chinese, { online: true, json: true })).text);
    expect(report.online[0]).toEqual({ probe: 'target media', ok: true, detail: 'media answered' });
    expect((await run(withValue(chinese, 'rules', []))).text).toContain('no rule matches');
  });

  it('colours on a terminal only', async () => {
    const ESCAPE = '\u001B[';
    expect((await run(BROKEN)).text).not.toContain(ESCAPE);
    expect((await run(SMALLEST, { online: true })).text).not.toContain(ESCAPE);
    expect((await run(BROKEN, { isTerminal: true })).text).toContain(`${ESCAPE}31msmtp.port${ESCAPE}0m`);
    expect((await run(SMALLEST, { online: true, isTerminal: true })).text).toContain(`${ESCAPE}32mok`);
    expect((await run(SMALLEST, { online: true, isTerminal: true, json: true })).text).not.toContain(ESCAPE);
  });
});
