import { printable } from '../text/printable.ts'

const SAFE = Symbol('safe markup')

/** Markup that was made by {@link html} or vouched for by {@link raw}. Nothing read from JSON can pass for it. */
export interface Markup {
  readonly [SAFE]: string
}

/** What may stand in a template: text is escaped, lists are joined, undefined is left out. */
export type Content = Markup | string | number | undefined | readonly Content[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeText = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const isMarkup = (content: Content): content is Markup => typeof content === 'object' && SAFE in content

function toText(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'number') return String(content)
  if (typeof content === 'string') return escapeText(content)
  return isMarkup(content) ? content[SAFE] : content.map(toText).join('')
}

/**
 * Markup of HTML or SVG from a template. Every interpolated text is escaped for elements and for quoted attribute
 * values, control characters made visible; so attributes are always quoted, and no text goes into `<style>`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { [SAFE]: strings.reduce((all, string, i) => all + toText(values[i - 1]) + string) }
}

/** Takes a constant of ours as markup. Never for anything that came from outside. */
export const raw = (markup: string): Markup => ({ [SAFE]: markup })

/** The text of a finished document. */
export const render = (markup: Markup): string => markup[SAFE]
