import { expect, test } from 'vitest'
import { html, raw, render } from './markup.ts'
import type { Content } from './markup.ts'

test('html() escapes interpolated text for elements and quoted attributes', () => {
  const hostile = `<script>alert(1)</script>" onload='x' &amp;`
  expect(render(html`<p title="${hostile}">${hostile}</p>`)).toBe(
    '<p title="&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;">' +
      '&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;</p>',
  )
})

test('html() keeps nested markup, joins lists and leaves out undefined', () => {
  const items = ['a', 'b&c'].map((text) => html`<li>${text}</li>`)
  expect(render(html`<ul>${items}${undefined}${7}</ul>${raw('<hr>')}`)).toBe('<ul><li>a</li><li>b&amp;c</li>7</ul><hr>')
})

test('html() makes control characters visible', () => {
  expect(render(html`${'a\u0000\u202Eb'}`)).toBe('a\\x00\\u202eb')
})

test('html() takes nothing from JSON for markup', () => {
  const forged = JSON.parse('["<b>", {"markup": "<b>", "safe markup": "<b>"}]') as readonly [string, Content]
  expect(() => html`${forged[1]}`).toThrow(TypeError)
  expect(render(html`${forged[0]}`)).toBe('&lt;b&gt;')
})
