import { escapeText } from '@sluice/local-github/dev/pages/html';
import { markdown } from '@sluice/local-github/dev/pages/markdown';

const shown = (text: string): string =>
  markdown(text)
    .source.replace(/>\s+</g, '><')
    .replace(/^<div class="md">/, '')
    .replace(/<\/div>$/, '')
    .trim();

describe('text of others', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '# <svg onload=alert(1)>',
    '- <iframe src="https://evil.example">',
    '| a | b |\n| --- | --- |\n| <b onclick=x> | `<i>` |',
    '```\n</pre><script>alert(1)</script>\n```',
    '> <style>*{}</style>',
    '<details><summary><img src=x></summary><object data=x></details>',
    '<!-- --><script>alert(1)</script> -->',
    '**<a href=javascript:alert(1)>x</a>**',
    '&lt;script&gt;alert(1)&#60;/script&#x3e;',
  ])('%j makes no element but those of the layout', (text) => {
    const elements = [...shown(text).matchAll(/<\/?([a-z0-9]+)([^>]*)>/g)];
    const allowed =
      /^(?:p|h[345]|ul|ol|li|table|thead|tbody|tr|th|td|div|pre|code|strong|em|blockquote|details|summary)$/;
    expect(elements.map(([, name]) => name!).filter((name) => !allowed.test(name))).toEqual([]);
    const attributes = elements.map(([, , rest]) => rest!.trim()).filter(Boolean);
    expect(attributes.filter((each) => !/^(?:class="[\w ]+"|scope="col")$/.test(each))).toEqual([]);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'vbscript:x', '/local/x'])(
    'a link to %s stays text',
    (url) => {
      expect(shown(`[go](${url})`)).not.toContain('<a ');
      expect(shown(`[go](${url})`)).toContain(escapeText(url));
    },
  );

  test('what cannot be seen, or turns the text around, is spelled out', () => {
    expect(escapeText('a\u202eb\u0000c\u200d')).toBe('a\\u{202e}b\\u{0}c\\u{200d}');
  });

  test('is bounded in time, however it repeats', () => {
    for (const part of ['[', '**', '`', '<details>', '> ', '| ', '- ', '&#', '_a', '<!--', '\\']) {
      expect(markdown(part.repeat(20_000)).source.length).toBeGreaterThan(0);
    }
  });
});

describe('what reports are made of', () => {
  test('tables keep a border that is escaped, and code', () => {
    expect(shown('| a | b |\n| --- | :-: |\n| x \\| y | `p|q` |\n| | 2 |')).toBe(
      '<div class="scroll"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>x | y</td><td><code>p|q</code></td></tr><tr><td></td><td>2</td></tr></tbody></table></div>',
    );
  });

  test('entities and escapes are what they mean', () => {
    expect(shown('a &lt;b&gt; \\*c\\* &#64;d &unknown;')).toBe('<p>a &lt;b&gt; *c* @d &amp;unknown;</p>');
  });

  test('links to the web are links, which tell no one where they come from', () => {
    expect(shown('see [**run** 7](http://github.localhost:1/a/b)')).toBe(
      '<p>see <a href="http://github.localhost:1/a/b" rel="noreferrer noopener nofollow"><strong>run</strong> 7</a></p>',
    );
  });

  test('details open within details, and what machines read is folded', () => {
    const text =
      '<details>\n<summary>Out</summary>\n\n<details><summary>In</summary>\n\ntext\n\n</details>\n</details>\n\n<!-- sluice\n{"a":1}\n-->';
    expect(shown(text)).toBe(
      '<details><summary>Out</summary><details><summary>In</summary><p>text</p></details></details><details class="machine"><summary>For machines</summary><pre>&lt;!-- sluice\n{&quot;a&quot;:1}\n--&gt;</pre></details>',
    );
  });

  test('a fence holds whatever it holds, up to its own mark', () => {
    expect(shown('````\n```\n# no heading\n```\n````\nafter')).toBe(
      '<pre>```\n# no heading\n```</pre><p>after</p>',
    );
  });
});
