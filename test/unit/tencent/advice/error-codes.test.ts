import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';
import TABLE from '../../../../src/tencent/advice/error-codes.json' with { type: 'json' };
import { ENDINGS } from '../../../../src/demo/script/scripted-jobs.ts';

const vendors = errorCodes({});

describe('the table of error codes', () => {
  it('knows the codes of the vendor and every ending of the demo', () => {
    for (const { code } of Object.values(ENDINGS)) expect(vendors.has(code)).toBe(true);
    const documented =
      'InvalidArgument ResourceNotFound CIRoleNotExist AccessDenied SecretidNotExist SignatureExpired QueuePaused ' +
      'QueueSaturated QueueNotFound MediaBucketUnBinded TemplateNotFound SlowDown InternalError NoSuchBucket';
    for (const code of documented.split(' ')) expect(vendors.has(code), code).toBe(true);
  });

  it('shows each code in sentences, in both languages, with links that are https pages of the vendor', () => {
    for (const [code, { en, 'zh-CN': chinese }] of vendors) {
      for (const text of [en.means, en.action])
        expect(text, code).toMatch(/^[A-Z][^\p{Cc}\p{Script=Han}]{10,200}[.?]$/u);
      for (const text of [chinese.means, chinese.action])
        expect(text, code).toMatch(/^[^\p{Cc}]*\p{Script=Han}[^\p{Cc}]*[。？]$/u);
      for (const page of [en.link, chinese.link].filter((link) => link !== undefined)) {
        expect(page, code).toMatch(
          /^https:\/\/(www\.tencentcloud\.com|cloud\.tencent\.com)(\/zh)?\/document\//,
        );
      }
    }
  });

  it('links each code that names a page of the documentation', () => {
    const linked = [...vendors].filter(([, { en, 'zh-CN': chinese }]) => en.link && chinese.link);
    const named = Object.values(TABLE).filter((code) => 'page' in code);
    expect(linked).toHaveLength(named.length);
  });
});

describe('looking a code up', () => {
  it('finds nothing for what is no code, not even what every object has', () => {
    for (const code of ['', 'Success', 'queuepaused', 'constructor', '__proto__']) {
      expect(vendors.has(code)).toBe(false);
    }
  });

  it('prefers what the operator wrote, as a whole and for all languages', () => {
    const codes = errorCodes({
      QueuePaused: { means: 'Night freeze.', action: 'Ask #media.' },
      OurCode: { means: 'Ours.', action: 'Call us.', link: 'https://wiki.example.com/our?code=1' },
    });
    const ours = { means: 'Night freeze.', action: 'Ask #media.' };
    expect(codes.get('QueuePaused')).toEqual({ en: ours, 'zh-CN': ours });
    expect(codes.get('OurCode')?.['zh-CN'].link).toBe('https://wiki.example.com/our?code=1');
    expect(codes.get('SlowDown')).toEqual(vendors.get('SlowDown'));
  });
});
