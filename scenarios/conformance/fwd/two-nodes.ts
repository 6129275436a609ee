/** FWD-03: Nodes are independent: equal UUIDs or one node's trouble never affect another node's events. */
import { channelAnswer, channelCreate, defineCheck, event, exactly, type Expectation, hangupComplete } from '../../../harness/index.ts'
import { secondNode } from '../second-node.ts'

export const twoNodes = defineCheck({
  id: 'fwd/two-nodes',
  title: 'equal UUIDs on two nodes',
  requirements: ['FWD-03'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'start, answer and end with the same UUIDs, sequence numbers and times on two nodes, in turn',
  expectation: 'each twice, once with the number of each node',
  mutants: ['M19'],
  async run(rig) {
    const nodes = [rig.esl(), secondNode(rig)]
    const leg = rig.leg()
    const { uniqueid } = leg
    const life = { 'call/start': channelCreate(leg), 'call/answer': channelAnswer(leg), 'call/end': hangupComplete(leg) }
    const onEach = (kind: string): Expectation[] => nodes.map(({ machine }) => exactly(1, event(kind, { uniqueid, machine: String(machine) })))
    const trial = await rig.trial(rig.esl(), async () => {
      for (const [kind, one] of Object.entries(life)) {
        for (const node of nodes) node.fire(one)
        // Both calls are up at the same time: the links are two, and one of them may be read to its end first.
        for (const expectation of onEach(kind)) await rig.delivered(expectation, rig.limits.deliverMs)
      }
    })
    return trial.judge(...Object.keys(life).flatMap(onEach))
  },
})
