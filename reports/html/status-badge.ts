import type { StatusWord } from '../facts/status-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** A status as word and symbol on its tone. */
export const statusBadge = ({ word, symbol, tone }: StatusWord): Markup =>
  html`<span class="status ${tone}">${symbol} ${word}</span>`
