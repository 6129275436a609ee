import { observe, type Output } from '../../harness/index.ts'

/** Whether an event of this uniqueid has come to an output. */
export const hasDelivered = ({ deliveries }: Output, tag: string): boolean => deliveries.some((delivery) => observe(delivery).value('uniqueid') === tag)
