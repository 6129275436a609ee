import { expect, test } from 'vitest'
import { encodeJson } from './event-json.ts'

test("encodeJson() writes the sample of the vendor's guide, octet for octet", () => {
  const event = {
    asteriskid: '1234567890.1',
    callid: '1234567890.100000',
    class: 'call',
    event: 'start',
    machine: 1,
    timestamp: '1234567890.123456',
    uniqueid: '1234567890.100000',
  }
  expect(encodeJson(event)).toBe(
    '{"asteriskid":"1234567890.1","callid":"1234567890.100000","class":"call","event":"start",' +
      '"machine":1,"timestamp":"1234567890.123456","uniqueid":"1234567890.100000"}',
  )
})
