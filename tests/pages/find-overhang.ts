import type { Page } from 'playwright-core'
import { readElements } from './read-elements.ts'

/** Elements that reach beyond the right edge of the page and so make it scroll sideways; empty when it does not. */
export async function findOverhang(page: Page): Promise<readonly string[]> {
  const overhang = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (overhang === 0) return []
  const wide = await readElements<string>(
    page,
    'body :not(.scroll *)',
    'element.getBoundingClientRect().right > document.documentElement.clientWidth ? `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 60)}` : ""',
  )
  return [`${overhang} pixels`, ...wide.filter((line) => line !== '')]
}
