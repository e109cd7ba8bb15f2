import { describe, expect, it } from 'vitest';

import { markup } from '../../../../src/platform/text/markup.ts';

describe('markup', () => {
  it('escapes what would end an element or an attribute', () => {
    const words = `<a href="x" title='y'>&amp;`;
    expect(String(markup`<p title="${words}">${words}</p>`)).toBe(
      '<p title="&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;">' +
        '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;</p>',
    );
  });

  it('takes markup, one or many, as it is, and numbers', () => {
    const items = ['<', 'b'].map((item) => markup`<li>${item}</li>`);
    expect(String(markup`<ul>${items}</ul>${markup`<hr>`}${3}`)).toBe(
      '<ul><li>&lt;</li><li>b</li></ul><hr>3',
    );
  });
});
