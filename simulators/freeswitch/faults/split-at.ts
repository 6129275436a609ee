import { ALL_CONNECTIONS, type LinkFault } from './fault.ts'

export const splitAt: LinkFault = {
  kind: 'link',
  name: 'split-at',
  effect: 'what is written in one piece comes in two segments',
  parameter: { unit: 'octets', meaning: 'of the first segment', default: 1 },
  trigger: { kind: 'start' },
  connections: ALL_CONNECTIONS,
  strike: (link, value) => link.cut((octets) => [octets.subarray(0, value), octets.subarray(value)], 0),
}
