import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

/** A part of a page that its table of contents, and readers who do not see it, find by its head. */
export const pageSection = (id: string, title: Content, content: Content): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-head"><h2 id="${id}-head">${title}</h2>
${content}
</section>`
