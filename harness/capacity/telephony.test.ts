import { expect, test } from 'vitest'
import { telephonyFigures } from './telephony.ts'

const BUSY = {
  callsPerSecond: 200,
  meanCallSeconds: 180,
  eventsPerSecond: 2000,
  registrationsPerSecond: 33.4,
  subscribers: 10,
}

test('telephonyFigures() of 200 calls/s of 180 s are 720 000 busy-hour attempts and 36 000 calls at a time', () => {
  expect(telephonyFigures(BUSY, 300)).toMatchObject({
    busyHourCallAttempts: 720_000,
    concurrentCalls: 36_000,
    registeredEndpoints: 10_020,
    expirySeconds: 300,
    eventsPerSecond: 2000,
  })
})

test('telephonyFigures() counts half the endpoints when they refresh after half the expiry', () => {
  expect(telephonyFigures(BUSY, 300, 0.5).registeredEndpoints).toBe(5010)
})
