import { describe, expect, it } from 'vitest';
import { errorCode, ERROR_CODES } from '../../../../src/render/compose/error-codes.ts';
import { ENDINGS } from '../../../../src/demo/script/scripted-jobs.ts';

describe('the table of error codes', () => {
  it('knows the codes of the vendor and every ending of the demo', () => {
    for (const { code } of Object.values(ENDINGS)) expect(errorCode(code, {})).toBeDefined();
    const vendors =
      'InvalidArgument ResourceNotFound CIRoleNotExist AccessDenied SecretidNotExist SignatureExpired QueuePaused ' +
      'QueueSaturated QueueNotFound MediaBucketUnBinded TemplateNotFound SlowDown InternalError NoSuchBucket';
    for (const code of vendors.split(' ')) expect(errorCode(code, {}), code).toBeDefined();
  });

  it('tells each code in sentences, in both languages, with links that are https pages of the vendor', () => {
    for (const [code, { means, action, link }] of Object.entries(ERROR_CODES)) {
      for (const text of [means, action]) {
        expect(text.en, code).toMatch(/^[A-Z][^\p{Cc}\p{Script=Han}]{10,200}[.?]$/u);
        expect(text['zh-CN'], code).toMatch(/^[^\p{Cc}]*\p{Script=Han}[^\p{Cc}]*[。？]$/u);
      }
      for (const page of Object.values(link ?? {})) {
        expect(page, code).toMatch(
          /^https:\/\/(www\.tencentcloud\.com|cloud\.tencent\.com)(\/zh)?\/document\//,
        );
      }
    }
  });
});

describe('looking a code up', () => {
  it('finds nothing for what is no code, not even what every object has', () => {
    for (const code of ['', 'Success', 'queuepaused', 'constructor', '__proto__']) {
      expect(errorCode(code, {})).toBeUndefined();
    }
  });

  it('prefers what the operator wrote, as a whole and for all languages', () => {
    const own = {
      QueuePaused: { means: 'Night freeze.', action: 'Ask #media.' },
      OurCode: { means: 'Ours.', action: 'Call us.', link: 'https://wiki.example.com/our?code=1' },
    };
    expect(errorCode('QueuePaused', own)).toEqual({
      means: { en: 'Night freeze.', 'zh-CN': 'Night freeze.' },
      action: { en: 'Ask #media.', 'zh-CN': 'Ask #media.' },
    });
    expect(errorCode('OurCode', own)?.link?.['zh-CN']).toBe('https://wiki.example.com/our?code=1');
    expect(errorCode('SlowDown', own)).toBe(ERROR_CODES['SlowDown']);
  });
});
