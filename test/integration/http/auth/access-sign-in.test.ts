import { describe, expect, it } from 'vitest';
import { AccessFixture, FORM, HASH, PASSWORD } from '../../../support/http/access-fixture.ts';

const ADA_ALONE = { auth: { basic: [{ user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] }] } };

describe('signing in', () => {
  it('shows a form for name and password, and where it leads', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { status: shown, headers, body } = await fixture.ask('/login?next=/jobs%3Fq%3D%22%3E%3Cscript%3E');
    expect(shown).toBe(200);
    expect(body).toContain('<form method="post" action="/login">');
    expect(body).toContain('name="next" value="/jobs?q=%22%3E%3Cscript%3E"');
    expect(body).not.toContain('<script');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('keeps a cookie that no script and no other site gets, for twelve hours', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const {
      setCookie,
      status: answered,
      headers,
    } = await fixture.signIn('ada', PASSWORD, { next: '/jobs?a=b' });
    expect([answered, headers.location]).toEqual([303, '/jobs?a=b']);
    const [value, ...attributes] = setCookie.split('; ');
    expect(value).toMatch(/^batchwatch_session=[\w-]+\.[\w-]{43}$/);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax']);
  });

  it('keeps it from what is not encrypted, below the path, where the server is published so', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE, {
      publicUrl: 'https://ops.example.com/batchwatch',
    });
    const body = new URLSearchParams({ user: 'ada', password: PASSWORD, next: '/jobs' }).toString();
    const headers = { ...FORM, Origin: 'https://ops.example.com' };
    const answer = await fixture.ask('/login', { method: 'POST', headers, body });
    expect(answer.headers.location).toBe('/batchwatch/jobs');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/Path=\/batchwatch.*; HttpOnly; Secure; SameSite=Lax$/);
    expect((await fixture.ask('/page')).headers.location).toBe('/batchwatch/login?next=%2Fpage');
  });

  it('with a wrong password shows the form again, and keeps the name but not the password', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    for (const name of ['ada', 'nobody']) {
      const { status: answered, body, setCookie } = await fixture.signIn(name, 'wrong <password>');
      expect([answered, setCookie]).toEqual([403, '']);
      expect(body).toContain('role="alert">User or password is wrong.');
      expect(body).toContain(`value="${name}"`);
      expect(body).not.toContain('wrong &lt;password');
    }
  });

  it('with a form that cannot be read checks no password, and makes nobody wait', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    for (let tries = 0; tries < 10; tries += 1)
      expect((await fixture.ask('/login', { method: 'POST', headers, body: 'cut off' })).status).toBe(403);
    expect((await fixture.signIn('ada', PASSWORD)).status).toBe(303);
  });

  it.each([['multipart/form-data'], ['application/json'], ['text/plain']])(
    'with a body of type %s is refused in order',
    async (type) => {
      await using fixture = await AccessFixture.start(ADA_ALONE);
      const headers = { 'Content-Type': type };
      expect((await fixture.ask('/login', { method: 'POST', headers, body: '{"user":' })).status).toBe(403);
      expect(fixture.errors).toEqual([]);
    },
  );

  it('is in the language of the configuration', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE, { language: 'zh-CN' });
    expect((await fixture.ask('/login')).body).toContain('<h1>登录</h1>');
  });
});

describe('where signing in leads', () => {
  it.each<readonly [next: string, leads: string]>([
    ['/', '/'],
    ['/jobs', '/jobs'],
    ['/jobs?state=Failed&name=a%20b', '/jobs?state=Failed&name=a%20b'],
    ['/jobs/%E4%BB%BB%2F1', '/jobs/%E4%BB%BB%2F1'],
    ['/a/../jobs', '/jobs'],
    ['/jobs#part', '/jobs'],
    ['/login?next=/jobs', '/'],
    ['/logout', '/'],
    ...[
      '',
      'jobs',
      '//evil.example',
      '//evil.example/jobs',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '\t//evil.example',
      ' //evil.example',
      '/.//evil.example',
      '/..//evil.example',
      '/%2e//evil.example',
      '/%2E%2E//evil.example',
      '/a/..//evil.example',
      '//evil.example:80',
      '//user@evil.example',
      'https://evil.example',
      'https:evil.example',
      'http:/evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '@evil.example',
      '.evil.example',
      `/${'x'.repeat(2_000)}`,
    ].map((next) => [next, '/'] as const),
  ])('%j leads to %s', async (next, leads) => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { headers } = await fixture.signIn('ada', PASSWORD, { next });
    expect(headers.location).toBe(leads);
    expect(new URL(headers.location ?? '', fixture.url).origin).toBe(fixture.url);
  });

  it('cannot add a header', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { headers } = await fixture.signIn('ada', PASSWORD, { next: '/a\r\nSet-Cookie: x=y' });
    expect(headers.location).toBe('/aSet-Cookie:%20x=y');
    expect(headers['set-cookie']).toHaveLength(1);
  });
});
