import { createHash } from 'node:crypto'
import { html, raw, render } from './markup.ts'
import type { Content, Markup } from './markup.ts'
import { STYLE_SHEET } from './style-sheet.ts'

const STYLE_HASH = createHash('sha256').update(STYLE_SHEET).digest('base64')

/** Nothing is loaded, run or sent, whatever text of others stands in the page: only our own style sheet applies. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

/** What a page of any kind of report is made of. */
export interface HtmlPage {
  /** Name in a browser's tab and history. */
  readonly title: string
  /** Line above the heading: what kind of report, and when. */
  readonly kicker: string
  readonly heading: Content
  readonly lead: Content
  /** Id and title of each section but the verdict. */
  readonly contents: readonly (readonly [id: string, title: string])[]
  /** In reading order; the first has the id `verdict`. */
  readonly sections: readonly Markup[]
  readonly footer: Content
}

/**
 * One self-contained HTML document: no script, no network, readable where a content security policy blocks even its
 * style sheet. All text is escaped; control characters are shown, not performed.
 */
export function renderPage({ title, kicker, heading, lead, contents, sections, footer }: HtmlPage): string {
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(STYLE_SHEET)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header>
<p class="kicker">${kicker}</p>
<h1>${heading}</h1>
<p class="lead">${lead}</p>
<nav aria-label="Contents"><ul>${contents.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map((section) => [section, raw('\n')])}</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`)
}

/** `2026-11-22T03:04:05.678Z` as `2026-11-22 03:04:05 UTC`; other text as it is. */
export const readableTime = (time: string): string => time.replace(/^(\S+)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC')
