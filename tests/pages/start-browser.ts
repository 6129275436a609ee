import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** How a reader looks at a page. */
export const VIEWS = {
  light: { viewport: { width: 1100, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>

export type View = keyof typeof VIEWS

export const VIEW_NAMES = Object.keys(VIEWS) as readonly View[]

/** A page and everything that it did which a report must not do. */
export interface OpenedPage {
  readonly page: Page
  /** Errors and warnings of its console, and exceptions, in sentences. */
  readonly complaints: readonly string[]
  /** Every address that it asked for. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

export interface StartedBrowser extends AsyncDisposable {
  /** Opens an address in a session of its own. */
  open(url: string, view?: View, options?: BrowserContextOptions): Promise<OpenedPage>
}

/**
 * Starts the system's Chromium without a window.
 * @throws Error when there is none
 */
export async function startBrowser(): Promise<StartedBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--force-color-profile=srgb'] })
  return {
    open: (url, view = 'light', options = {}) => open(browser, url, { ...VIEWS[view], ...options }),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

async function open(browser: Browser, url: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, complaints, requests, close: () => context.close() }
}
