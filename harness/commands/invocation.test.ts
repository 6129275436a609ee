import { expect, test } from 'vitest'
import { invocation } from './invocation.ts'

test.each([
  ['start', 'npm start --'],
  ['npx', 'npx callstorm'],
  ['test', 'callstorm'],
  [undefined, 'callstorm'],
])('invocation() under npm_lifecycle_event %s is "%s"', (event, expected) => {
  expect(invocation(event === undefined ? {} : { npm_lifecycle_event: event })).toBe(expected)
})
