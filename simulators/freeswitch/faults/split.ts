import { piecesOf } from './faulty-link.ts'
import { ALL_CONNECTIONS, type LinkFault } from './fault.ts'

export const split: LinkFault = {
  kind: 'link',
  name: 'split',
  effect: 'octets come in small segments',
  parameter: { unit: 'octets', meaning: 'of a segment', default: 1 },
  trigger: { kind: 'start' },
  connections: ALL_CONNECTIONS,
  strike: (link, value) => link.cut(piecesOf(value), 0),
}
