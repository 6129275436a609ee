/** FWD-03: Nodes are independent: equal UUIDs or one node's trouble never affect another node's events. */
import { channelAnswer, channelCreate, defineCheck, event, exactly, hangupComplete } from '../../../harness/index.ts'
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
    const events = [channelCreate(leg), channelAnswer(leg), hangupComplete(leg)]
    const each = ['call/start', 'call/answer', 'call/end'].flatMap((kind) => nodes.map(({ machine }) => exactly(1, event(kind, { uniqueid, machine: String(machine) }))))
    const trial = await rig.trial(rig.esl(), async () => {
      for (const one of events) for (const node of nodes) node.fire(one)
      for (const expectation of each) await rig.delivered(expectation, rig.limits.deliverMs)
    })
    return trial.judge(...each)
  },
})
