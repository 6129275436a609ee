import { explainMapping } from '../contract/explain-mapping.ts'
import { observe } from '../contract/observed-event.ts'
import type { Delivery } from '../model/observation.ts'
import type { Output } from './output.ts'

/** For a bridge whose events are mapped: what the mapping misses in what an output delivered, to be added to a sentence. */
export function mappingHint({ name, deliveries }: Output): string {
  const recent = deliveries.slice(-MOST)
  const reasons = recent.flatMap((delivery) => reasonOf(delivery) ?? [])
  return reasons.length === 0 ? '' : `; in ${reasons.length} of ${recent.length} deliveries at ${name} ${reasons[0]}`
}

const MOST = 20

function reasonOf(delivery: Delivery): string | undefined {
  const { mapping } = delivery
  if (!mapping) return undefined
  const { problem, value } = observe(delivery)
  return problem ?? explainMapping(mapping, delivery.kind === 'webhook' ? mapping.webhook : 'json', value)
}
