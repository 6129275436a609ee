import { expect, test } from 'vitest'
import { render } from './markup.ts'
import { metricCode } from './metric-code.ts'

test('metricCode() lets a name be broken behind its parts, and escapes it', () => {
  expect(render(metricCode('call.routing_delay.p99 < 1s'))).toBe(
    '<code>call.<wbr>routing_<wbr>delay.<wbr>p99 &lt; 1s</code>',
  )
})
