/**
 * WS-01: On port 4875 (default), `/events/websocket/?authkey=KEY` with a correct key gives 101; malformed handshakes give
 * 4xx.
 * WS-07: Extensions and subprotocols are used only if offered; an absent or foreign Origin with a good key is accepted.
 */
import { claim, defineCheck, event, exactly, fact, type Judgement, type WebsocketWatcher, wellFormed } from '../../../harness/index.ts'

/** Handshakes that are none, with the statuses that refuse them. */
const MALFORMED = [
  { name: 'a plain GET', headers: { Connection: 'close', Upgrade: undefined }, statuses: [400, 404, 405, 426] },
  { name: 'a POST', method: 'POST', headers: {}, statuses: [400, 404, 405, 426] },
  { name: 'no Sec-WebSocket-Key', headers: { 'Sec-WebSocket-Key': undefined }, statuses: [400, 426] },
  { name: 'version 8', headers: { 'Sec-WebSocket-Version': '8' }, statuses: [400, 426] },
] as const

export const handshake = defineCheck({
  id: 'ws/handshake',
  title: 'bad handshakes',
  requirements: ['WS-01'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: 'a plain GET, a POST, no Sec-WebSocket-Key, version 8, and a good handshake without Origin',
  expectation: 'the bad ones are refused with 400, 404, 405 or 426, the good one is accepted',
  mutants: ['X04'],
  async run(rig) {
    const url = rig.endpoints.websocket?.url ?? ''
    const judgements: Judgement[] = []
    for (const { name, statuses, ...request } of MALFORMED) {
      const { status, accepted } = await rig.handshake(url, request)
      const judgement = claim(!accepted && (statuses as readonly number[]).includes(status), `${name}: status ${statuses.join(' or ')}`, `status ${status}`)
      judgements.push(accepted ? fact(judgement) : judgement)
    }
    const good = await rig.handshake(url)
    return [...judgements, claim(good.accepted, 'a good handshake without Origin: 101 with the right accept', `status ${good.status}`)]
  },
})

const headerOf = ({ reply }: WebsocketWatcher, name: string): string => new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*\\r$`, 'im').exec(reply)?.[1] ?? ''

export const negotiation = defineCheck({
  id: 'ws/negotiation',
  title: 'offers',
  requirements: ['WS-07'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: 'handshakes that offer permessage-deflate, offer an unknown extension, offer subprotocol "foo", and come from Origin http://evil.example',
  expectation: 'each is accepted; nothing unknown is agreed to; events come as ever, or compressed where that was agreed',
  mutants: ['X04'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const extension = await rig.subscribe({ headers: { 'Sec-WebSocket-Extensions': 'x-callstorm-unknown' } })
    const deflate = await rig.subscribe({ headers: { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover; client_no_context_takeover' } })
    const protocol = await rig.subscribe({ headers: { 'Sec-WebSocket-Protocol': 'foo' } })
    const foreign = await rig.subscribe({ headers: { Origin: 'http://evil.example' } })
    const uniqueid = rig.tag()
    const trial = await rig.trial(input, () => input.mark(uniqueid), { outputs: [deflate, extension, protocol, foreign] })
    const agreed = headerOf(extension, 'Sec-WebSocket-Extensions')
    const chosen = headerOf(protocol, 'Sec-WebSocket-Protocol')
    return [
      fact(claim(!agreed.includes('x-callstorm-unknown'), 'an unknown extension is not agreed to', agreed || 'none agreed')),
      fact(claim(chosen === '', 'a subprotocol that the contract does not know is not chosen', chosen || 'none chosen')),
      ...trial.judge(exactly(1, event('call/start', { uniqueid })), wellFormed()),
    ]
  },
})
