import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LiveState } from '../../harness/model/live.ts'
import { sampleEnd, samplePlan, sampleSnapshot } from '../fixtures/sample-live.ts'
import { type StartedLiveServer, startLiveServer } from './start-live-server.ts'

const PAGE = { '/': { type: 'text/html', text: '<p>page' }, '/live.js': { type: 'text/javascript', text: 'script()' } }

let folder = ''
let server: StartedLiveServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-live-'))
  server = await startLiveServer({ page: PAGE, mostViewers: 2, lingerMs: 100 })
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    get(new URL(path, server.url), { headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    }).on('error', reject)
  })

/** Watches until a number of messages has come. */
const watch = (messages: number): Promise<readonly { readonly event: string; readonly data: unknown }[]> =>
  new Promise((resolve, reject) => {
    const request = get(new URL('/events', server.url), { agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
        const whole = text.split('\n\n').slice(0, -1)
        if (whole.length < messages) return
        request.destroy()
        resolve(whole.map((message) => {
          const [event = '', data = ''] = message.split('\n')
          return { event: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) as unknown }
        }))
      })
      response.on('error', () => {})
    })
    request.on('error', reject)
  })

describe('startLiveServer()', () => {
  test('serves the page and its files under a strict policy, and nothing else', async () => {
    const page = await ask('/')
    expect(page).toMatchObject({ status: 200, text: '<p>page' })
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin' })
    expect((await ask('/live.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await ask('/package.json')).status).toBe(404)
  })

  test('refuses names and pages of others everywhere', async () => {
    for (const path of ['/', '/events', '/report/report.html']) {
      expect((await ask(path, { host: 'evil.example' })).status).toBe(421)
      expect((await ask(path, { origin: 'http://evil.example' })).status).toBe(403)
    }
  })

  test('sends the run so far to whoever comes late, then each second', async () => {
    server.begin(samplePlan())
    for (const second of [1, 2, 3]) server.publish(sampleSnapshot(second))
    const watched = watch(2)
    // Published again and again until the viewer is there: what it sees is what counts.
    const timer = setInterval(() => server.publish(sampleSnapshot(4)), 20)
    const [first, second] = await watched
    clearInterval(timer)
    const state = first?.data as LiveState
    expect(first?.event).toBe('state')
    expect(state.plan?.title).toBe('Busy hour')
    expect(state.timeline.slice(0, 3).map(({ at }) => at)).toEqual([0, 1, 2])
    expect(second).toMatchObject({ event: 'second', data: { rates: sampleSnapshot(4).rates } })
  })

  test('forgets a run when another begins', async () => {
    server.begin(samplePlan())
    server.publish(sampleSnapshot(1))
    server.end(sampleEnd(), new Map())
    server.begin(samplePlan({ title: 'The next' }))
    const [first] = await watch(1)
    expect(first?.data).toEqual({ plan: samplePlan({ title: 'The next' }), timeline: [] })
  })

  test('lets no more watch than it can bear', async () => {
    const controller = new AbortController()
    const streams = await Promise.all([1, 2].map(() => fetch(new URL('/events', server.url), { signal: controller.signal })))
    expect(streams.map(({ status }) => status)).toEqual([200, 200])
    expect((await ask('/events')).status).toBe(503)
    controller.abort()
  })

  test('gives out the report and its neighbours by name once the run is over, never a path', async () => {
    writeFileSync(join(folder, 'report.html'), '<p>report')
    writeFileSync(join(folder, 'secret'), 'key')
    expect((await ask('/report/report.html')).status).toBe(404)
    server.end(sampleEnd(), new Map([['report.html', join(folder, 'report.html')]]))
    const report = await ask('/report/report.html')
    expect(report).toMatchObject({ status: 200, text: '<p>report' })
    expect(report.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/)
    for (const name of ['secret', '..%2fsecret', '%2e%2e/secret', '%ff', '']) {
      expect((await ask(`/report/${name}`)).status).toBe(404)
    }
  })

  test('ends while pages still watch', async () => {
    const stream = await fetch(new URL('/events', server.url))
    await server[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
    await expect(stream.text()).resolves.toContain('event: state')
  })
})
