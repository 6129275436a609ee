/** SEC-01: Without the exact key as URL parameter `authkey`, no event is accepted and no websocket opened. */
import { anyEvent, callStartFields, defineCheck, type Judgement, none, type Rig } from '../../../harness/index.ts'
import { denied } from './denied.ts'

export const keyMissing = defineCheck({
  id: 'sec/key-missing',
  title: 'no key',
  requirements: ['SEC-01'],
  needs: [['http-post', 'websocket']],
  wiring: 'shared',
  stimulus: 'POST and websocket handshake without authkey and with `authkey=`',
  expectation: '401 or 403; no event, no websocket',
  mutants: ['M30'],
  run: (rig) => refuses(rig, () => ['', '?authkey=']),
})

export const keyWrong = defineCheck({
  id: 'sec/key-wrong',
  title: 'near misses',
  requirements: ['SEC-01'],
  needs: [['http-post', 'websocket']],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'POST and websocket handshake with a key that is cut, too long, in other case, with NUL or a blank, under another name, of 64 KiB, or a wrong one beside the right one',
  expectation: 'refused; no event, no websocket. Of two keys the profile says which one counts',
  mutants: ['M30', 'X27'],
  run: (rig) => refuses(rig, nearMisses),
})

const nearMisses = (key: string, { profile }: Rig): readonly string[] => [
  `?authkey=${key.slice(0, -1)}`,
  `?authkey=${key}x`,
  `?authkey=${otherCase(key)}`,
  `?authkey=${key}%00`,
  `?authkey=%20${key}`,
  `?authkey[]=${key}`,
  `?AUTHKEY=${key}`,
  `?authkey=${'k'.repeat(65_536)}`,
  // A proxy in front may look at the one and the bridge at the other.
  ...(profile.behaviour.repeatedKey === 'last' ? [] : [`?authkey=wrong&authkey=${key}`]),
  ...(profile.behaviour.repeatedKey === 'first' ? [] : [`?authkey=${key}&authkey=wrong`]),
]

const otherCase = (key: string): string => key.replaceAll(/[A-Za-z]/g, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

/** Each query on each door. The same with the right key is the control of the trial, or the subscriber that is there. */
async function refuses(rig: Rig, queries: (key: string, rig: Rig) => readonly string[]): Promise<readonly Judgement[]> {
  const { ingress, websocket } = rig.endpoints
  const [input] = rig.inputs('http-post', 'esl-inbound', 'messaged-websocket')
  if (!input) return []
  const judgements: Judgement[] = []
  const tags: string[] = []
  const trial = await rig.trial(input, async () => {
    for (const query of ingress ? queries(ingress.authkey, rig) : []) {
      const uniqueid = rig.tag()
      tags.push(uniqueid)
      const reply = await rig.ingress.post(callStartFields(uniqueid), { target: `${rig.ingress.path}${query}` })
      judgements.push(denied(`POST with ${shown(query)}`, reply?.status ?? 0, tooLong(query)))
    }
    for (const query of websocket ? queries(websocket.authkey, rig) : []) {
      const client = await rig.handshake(`${websocket?.scheme}://${websocket?.address}${websocket?.path}${query}`)
      judgements.push(denied(`handshake with ${shown(query)}`, client.status, tooLong(query)))
    }
  })
  return [...judgements, ...trial.judge(...tags.map((uniqueid) => none(anyEvent({ uniqueid }))))]
}

/** A query that no server need read to its end may be refused as too long, or by closing. */
const tooLong = ({ length }: string): readonly number[] => (length > 8192 ? [0, 400, 413, 414, 431] : [])

const shown = (query: string): string => (query === '' ? 'no query' : query.length > 60 ? `${query.slice(0, 20)}…` : query)
