import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** Address of a file beside the report, or in a folder beside it: never of another scheme, host or parent folder. */
const addressOf = (file: string): string =>
  file
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\uFFFD')))
    .reduce((path, segment) => `${path}/${segment}`, '.')

/** A link to a file beside the report. @param file its path relative to the report */
export const fileLink = (file: string, words: string = file): Markup => html`<a href="${addressOf(file)}">${words}</a>`
