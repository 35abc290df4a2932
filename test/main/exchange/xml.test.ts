import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlEscaped } from '#main/drawing/svg';

describe('a text in XML', () => {
  it('opens no element and closes no attribute, whatever a user called a device', () => {
    expect(xmlEscaped(`"><script>alert('1')</script>&`)).toBe(
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = xmlEscaped(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  it('loses what XML 1.0 forbids even as an entity, and keeps tabs and line ends', () => {
    expect(xmlEscaped('a\u0000\u0008\u001b\ufffeb\tc\n')).toBe('ab\tc\n');
  });
});
