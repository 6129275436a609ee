/** ING-06: Each accepted request yields one event, in the order in which requests were answered. */
import { callStartFields, claim, defineCheck, event, inOrder } from '../../../harness/index.ts'
import { isSuccess, REPLY_MS } from './replies.ts'

const POSTS = 200
const CONNECTIONS = 5

export const order = defineCheck({
  id: 'ing/order',
  title: 'the order of replies is the order of events',
  requirements: ['ING-06', 'FWD-01'],
  needs: ['http-post', 'websocket'],
  wiring: 'shared',
  seconds: 4,
  stimulus: `${POSTS} POSTs, each after the reply to the one before, in turn on ${CONNECTIONS} connections`,
  expectation: 'the same order at the websocket, each once',
  mutants: ['M17'],
  async run(rig) {
    const tags = Array.from({ length: POSTS }, () => rig.tag())
    const connections = Array.from({ length: CONNECTIONS }, () => rig.ingress.open())
    const trial = await rig.trial(rig.ingress, async () => {
      for (const [index, uniqueid] of tags.entries()) {
        const connection = connections[index % CONNECTIONS]
        await connection?.send(rig.ingress.request(callStartFields(uniqueid)))
        if (!(await connection?.answered(Math.floor(index / CONNECTIONS) + 1, REPLY_MS))) return
      }
    })
    for (const connection of connections) connection.finish()
    const good = connections.flatMap(({ replies }) => replies).filter(({ status }) => isSuccess(status))
    return [...trial.judge(inOrder(event('call/start'), 'uniqueid', tags, { must: true })), claim(good.length === POSTS, `${POSTS} replies 2xx`, `${good.length}`)]
  },
})
