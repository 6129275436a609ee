import { expect, test } from 'vitest'
import { makeLivePage } from './live-page.ts'

test('makeLivePage() has a page whose script and style come as files', async () => {
  const page = await makeLivePage()
  expect(Object.keys(page)).toEqual(['/', '/live.js', '/live.css'])
  expect(page['/']?.text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src="\/live\.js" defer><\/script>)/)
  expect(page['/live.js']?.text).toContain('EventSource')
})

test('makeLivePage() has a script small enough to be read over a slow line', async () => {
  const page = await makeLivePage()
  expect(page['/live.js']?.text.length).toBeLessThan(120_000)
})
