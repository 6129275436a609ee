import { type EslNode, NotProven, type Rig } from '../../harness/index.ts'

/** Another FreeSWITCH node than the first. @throws NotProven when the bridge has one node only */
export function secondNode(rig: Rig): EslNode {
  const machine = rig.wiring.esl.nodes[1]?.machine
  if (machine === undefined) throw new NotProven('the bridge is configured with one node only')
  return rig.esl(machine)
}
