import { piecesOf } from './faulty-link.ts'
import type { LinkFault } from './fault.ts'

export const dribble: LinkFault = {
  kind: 'link',
  name: 'dribble',
  effect: 'octets come one by one with a pause behind each',
  parameter: { unit: 'duration', meaning: 'of the pause', default: 1 },
  trigger: { kind: 'start' },
  connections: 1,
  strike: (link, value) => link.cut(piecesOf(1), value),
}
