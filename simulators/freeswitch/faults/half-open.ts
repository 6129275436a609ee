import { FIRST_EVENT, type LinkFault } from './fault.ts'

export const halfOpen: LinkFault = {
  kind: 'link',
  name: 'half-open',
  effect: 'nothing comes any more, and the connection stays open',
  trigger: FIRST_EVENT,
  connections: 1,
  strike: (link) => link.silence(),
}
