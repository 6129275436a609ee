import { ALL_CONNECTIONS, type LinkFault } from './fault.ts'

export const coalesce: LinkFault = {
  kind: 'link',
  name: 'coalesce',
  effect: 'small writes come together in large segments',
  parameter: { unit: 'octets', meaning: 'that are gathered, for 200 ms at the most', default: 65_536 },
  trigger: { kind: 'start' },
  connections: ALL_CONNECTIONS,
  strike: (link, value) => link.gather(value, 200),
}
