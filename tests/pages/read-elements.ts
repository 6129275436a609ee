import type { Page } from 'playwright-core'

/**
 * What an expression says of every element that a selector finds, in the order of the document. It is text because
 * the types of this project know no document; the debugger runs it, which no policy of a page forbids.
 * @param of JavaScript about `element`, with a value that JSON can carry
 */
export const readElements = <T>(page: Page, selector: string, of: string): Promise<readonly T[]> =>
  page.evaluate<readonly T[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => (${of}))`,
  )

/** The rows of the table of this name, each as the texts of its cells, head row first. */
export const readTable = (page: Page, name: string): Promise<readonly (readonly string[])[]> =>
  readElements(
    page,
    `[role=region][aria-label="Table: ${name}"] tr`,
    '[...element.cells].map((cell) => cell.textContent.trim().replace(/\\s+/g, " "))',
  )
