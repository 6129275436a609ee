import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleMutant } from '../../bridges/mutants/bundle-mutant.ts'
import { defineMutant } from '../../bridges/mutants/mutant.ts'
import { CHECKS } from '../../scenarios/conformance/index.ts'
import { parseProfile, type LoadedProfile } from '../../harness/target/profile.ts'

/**
 * A bridge that was not written for the contract: the reference bridge with another shape of events, other words and
 * other names, and JSON where it writes to a websocket only.
 *
 * `{"type":"channel.created","when":"…","node":1,"leg":{"id":"…","call":"…","channel":"…"},"parties":["…","…"],"more":{…}}`
 */
const foreign = defineMutant({
  id: 'F01',
  name: 'foreign',
  fault: 'none: it has a language of its own',
  trips: [],
  patches: [
    {
      file: 'event.ts',
      find: `  let json = ''
  for (const [name, value] of event.fields) {
    json += \`\${json === '' ? '{' : ','}\${JSON.stringify(name)}:\${JSON.stringify(value)}\`
  }
  return \`\${json}}\``,
      replace: `  const { get, word, rest } = foreignView(event)
  const more = rest.map(([name, value]) => JSON.stringify(name) + ':' + JSON.stringify(value)).join(',')
  const shape = {
    ...(word === undefined ? { type: get('class'), action: get('event') } : { type: word }),
    when: get('timestamp'),
    node: get('machine'),
    leg: { id: get('uniqueid'), call: get('callid'), channel: get('asteriskid') },
    parties: [get('from'), get('to')].filter((party) => party !== undefined),
    'hang/up': { why: get('cause') },
  }
  return JSON.stringify(shape).slice(0, -1) + ',"more":{' + more + '}}'`,
    },
    {
      file: 'event.ts',
      find: "  event.fields.map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join('&')",
      replace: `  foreignForm(event).map(([name, value]) => \`\${encode(name)}=\${encode(String(value))}\`).join('&')

const WORDS = {
  'call/start': 'channel.created', 'call/route': 'channel.routed', 'call/answer': 'channel.answered', 'call/end': 'channel.gone',
  'registration/register': 'phone.here', 'registration/unregister': 'phone.left', 'registration/expire': 'phone.late',
}
const NAMES = { timestamp: 'when', machine: 'node', uniqueid: 'leg_id', callid: 'leg_call', asteriskid: 'leg_channel', from: 'caller', to: 'callee', cause: 'why' }

const foreignView = (event) => {
  const get = (name) => event.fields.find(([candidate]) => candidate === name)?.[1]
  const word = WORDS[get('class') + '/' + get('event')]
  const rest = event.fields.filter(([name]) => name !== 'class' && name !== 'event' && !Object.hasOwn(NAMES, name))
  return { get, word, rest }
}

const foreignForm = (event) => {
  const { get, word } = foreignView(event)
  const kind = word === undefined ? [['type', get('class')], ['action', get('event')]] : [['type', word]]
  const named = event.fields.filter(([name]) => name !== 'class' && name !== 'event').map(([name, value]) => [Object.hasOwn(NAMES, name) ? NAMES[name] : name, value])
  return [...kind, ...named]
}`,
    },
  ],
})

/** What its profile says about its language. */
export const FOREIGN_MAPPING = `
mapping:
  fields:
    class: type
    event: /action
    timestamp: when
    machine: node
    uniqueid: { json: /leg/id, form: leg_id }
    callid: { json: /leg/call, form: leg_call }
    asteriskid: { json: /leg/channel, form: leg_channel }
    from: { json: /parties/0, form: caller }
    to: { json: /parties/1, form: callee }
    cause: { json: /hang~1up/why, form: why }
  events:
    call/start: channel.created
    call/route: channel.routed
    call/answer: channel.answered
    call/end: channel.gone
    registration/register: phone.here
    registration/unregister: phone.left
    registration/expire: phone.late
  others: /more
`

/** Checks that read an event's every field, one after another of its kinds. */
export const MAPPED_CHECKS = CHECKS.filter(({ id }) =>
  [
    'evt/core-fields',
    'evt/field-set',
    'evt/outputs-equal',
    'evt/passthrough',
    'evt/timestamp-format',
    'evt/types',
    'evt/utf8',
    'map/start-answer',
    'map/route-once',
    'map/end-fields',
    'map/ids',
    'map/register',
    'map/health',
    'map/message-receive',
    'esl/repeated',
    'esl/percent-malformed',
    'ing/decode',
    'ing/proto',
    'post/encoding',
    'ws/late',
  ].includes(id),
)

/** Makes the bridge in a folder, with what an image of it needs, and returns its profile. */
export async function makeForeignBridge(folder: string, mapping = FOREIGN_MAPPING, kind: 'process' | 'container' = 'process'): Promise<LoadedProfile> {
  const program = await bundleMutant(foreign, folder)
  mkdirSync(join(folder, 'dist'), { recursive: true })
  copyFileSync(program, join(folder, 'dist/bridge.mjs'))
  copyFileSync(fileURLToPath(new URL('../../bridges/reference/Dockerfile', import.meta.url)), join(folder, 'Dockerfile'))
  const text = `
name: foreign
capabilities: { in: [esl-inbound, http-post], out: [websocket, http-post] }
kind: ${kind}
environment:
  BRIDGE_ESL_NODES: "{{#each esl.nodes}}{{machine}}@{{host}}:{{port}} {{/each}}"
  BRIDGE_ESL_PASSWORD: "{{esl.password}}"
  BRIDGE_HTTP_LISTEN: "{{ingress.address}}"
  BRIDGE_AUTHKEY: "{{ingress.authkey}}"
  BRIDGE_WEBSOCKET_LISTEN: "{{websocket.address}}"
  BRIDGE_WEBSOCKET_AUTHKEY: "{{websocket.authkey}}"
  BRIDGE_WEBHOOK_URLS: '{{join webhooks " " "url"}}'
  BRIDGE_RECONNECT_MAX_MS: "{{tuning.reconnectMaxMs}}"
behaviour: { idle: 60 }
ready: { within: 20 }
process: { command: ["{{node}}", ${JSON.stringify(program)}] }
container: { network: host, build: { args: { NODE_IMAGE: null } } }
${mapping}`
  return parseProfile(text, join(folder, 'foreign.bridge.yaml'))
}
