import type { DeliveryCounts } from './run-record.ts'

/** A ledger in which nothing was due and nothing came. */
export const NO_DELIVERIES: DeliveryCounts = {
  expected: 0,
  inTime: 0,
  late: 0,
  lost: 0,
  unobserved: 0,
  duplicate: 0,
  reordered: 0,
  unexpected: 0,
}

export const addDeliveries = (a: DeliveryCounts, b: DeliveryCounts): DeliveryCounts => ({
  expected: a.expected + b.expected,
  inTime: a.inTime + b.inTime,
  late: a.late + b.late,
  lost: a.lost + b.lost,
  unobserved: a.unobserved + b.unobserved,
  duplicate: a.duplicate + b.duplicate,
  reordered: a.reordered + b.reordered,
  unexpected: a.unexpected + b.unexpected,
})
