import { FIRST_EVENT, type LinkFault } from './fault.ts'

export const rst: LinkFault = {
  kind: 'link',
  name: 'rst',
  effect: 'the connection is reset',
  trigger: FIRST_EVENT,
  connections: 1,
  strike: (link) => link.reset(),
}
