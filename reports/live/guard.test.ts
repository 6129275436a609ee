import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { refusalOf } from './guard.ts'

const ask = (headers: Readonly<Record<string, string>>, method = 'GET'): number | undefined =>
  refusalOf({ method, headers } as unknown as IncomingMessage, 7373)?.status

test('refusalOf() lets in a person who opens the page, by any name of loopback', () => {
  for (const host of ['127.0.0.1:7373', 'localhost:7373', '[::1]:7373']) {
    expect(ask({ host, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(undefined)
  }
  expect(ask({ host: '127.0.0.1:7373' })).toBe(undefined)
})

test('refusalOf() refuses a name that was rebound to loopback', () => {
  expect(ask({ host: 'evil.example:7373' })).toBe(421)
  expect(ask({ host: '127.0.0.1' })).toBe(421)
  expect(ask({})).toBe(421)
})

test('refusalOf() refuses what pages of other origins ask for', () => {
  const host = '127.0.0.1:7373'
  expect(ask({ host, origin: 'http://evil.example' })).toBe(403)
  expect(ask({ host, origin: 'null' })).toBe(403)
  expect(ask({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403)
  // Another port of this machine is another origin, though the same site.
  expect(ask({ host, origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-site' })).toBe(403)
})

test('refusalOf() lets in what its own page asks for', () => {
  const host = 'localhost:7373'
  expect(ask({ host, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBe(undefined)
  expect(ask({ host, origin: 'http://localhost:7373', 'sec-fetch-site': 'same-origin' })).toBe(undefined)
})

test('refusalOf() answers nothing that could change anything', () => {
  expect(ask({ host: 'localhost:7373' }, 'POST')).toBe(405)
})
