import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadProfile, parseProfile, ProfileError } from './profile.ts'
import type { TargetKind } from './profile-schema.ts'

const GOOD = `
name: sample
capabilities: { in: [esl-inbound], out: [websocket] }
kind: process
environment:
  NODES: "{{#each esl.nodes}}{{machine}}@{{host}}:{{port}}{{#unless @last}},{{/unless}}{{/each}}"
process:
  command: [node, bridge.mjs, "--port={{ingress.port}}"]
container:
  image: sample:latest
`

function problems(text: string, kind?: TargetKind): readonly string[] {
  try {
    parseProfile(text, '/profiles/sample.bridge.yaml', kind)
    return []
  } catch (error) {
    if (error instanceof ProfileError) return error.problems
    throw error
  }
}

describe('parseProfile()', () => {
  test('parseProfile() fills in defaults and keeps the section of the profile', () => {
    expect(parseProfile(GOOD, '/profiles/sample.bridge.yaml')).toMatchObject({
      name: 'sample',
      base: '/profiles',
      kind: 'process',
      settings: { command: ['node', 'bridge.mjs', '--port={{ingress.port}}'], folder: '.' },
      ready: { within: 30 },
      stop: { signal: 'SIGTERM', within: 10 },
    })
  })

  test('parseProfile() takes the section that is asked for', () => {
    expect(parseProfile(GOOD, 'sample.bridge.yaml', 'container')).toMatchObject({
      kind: 'container',
      settings: { image: 'sample:latest', network: 'host', ports: { ingress: 8080, websocket: 4875 } },
    })
  })

  test('parseProfile() says which sections there are when the one asked for is not', () => {
    expect(problems(GOOD, 'external')).toEqual([
      'must have a section "external" to be started so: current value is process, container',
    ])
  })

  test('parseProfile() reports every problem at once, with line, path and what is accepted', () => {
    const text = `name: My Bridge
capabilities:
  in: [esl]
  out: []
kind: process
envronment: {}
process:
  command: node x
  comand: [a]
container:
  ports: { ingress: 700000 }
ready: { log: "(" }
`
    expect(problems(text)).toEqual([
      'line 1: name must be kebab-case: current value is "My Bridge"',
      'line 3: capabilities.in[0] must be one of "esl-inbound", "esl-outbound", "http-post", "messaged-websocket": current value is "esl"',
      'line 4: capabilities.out must have at least 1 item: current value is []',
      'line 6: envronment is not a key here, accepted are $schema, name, description, capabilities, kind, environment, files, ready, stop, behaviour, mapping, process, container, external',
      'line 8: process.command must be a list: current value is "node x"',
      'line 9: process.comand is not a key here, accepted are command, folder, prepare, environment',
      'line 10: container must have one of "image" and "build": current value is {"ports":{"ingress":700000}}',
      'line 11: container.ports.ingress must be at most 65535: current value is 700000',
      'line 12: ready.log must be a regular expression: current value is "("',
    ])
  })

  test('parseProfile() finds misspelt names in templates and says which are accepted there', () => {
    const text = GOOD.replace('esl.nodes', 'esl.nods').replace('ingress.port', 'ingress.prt')
    expect(problems(text)).toEqual([
      'line 6: environment.NODES names "esl.nods", accepted here: nodes, password',
      'line 8: process.command[2] names "ingress.prt", accepted here: scheme, address, host, port, path, authkey, url',
    ])
  })

  test('parseProfile() asks only the section in use for its environment', () => {
    const text = `${GOOD}external:\n  websocket: { url: "{{env.CALLSTORM_NO_SUCH_VARIABLE}}" }\n`
    expect(problems(text)).toEqual([])
    expect(problems(text, 'external')).toEqual([
      'line 12: external.websocket.url names "env.CALLSTORM_NO_SUCH_VARIABLE", which the environment of the harness does not have',
    ])
  })

  test('parseProfile() reads a mapping, a name as the shortest pointer', () => {
    const mapping = 'mapping: { fields: { uniqueid: /id, callid: { json: /leg/call, form: call } }, events: { call/start: created, call/end: { class: channel, event: gone } } }\n'
    expect(parseProfile(`${GOOD}${mapping}`, '/profiles/sample.bridge.yaml').mapping).toEqual({
      fields: { uniqueid: { json: '/id', form: 'id' }, callid: { json: '/leg/call', form: 'call' } },
      events: { 'call/start': { class: 'created' }, 'call/end': { class: 'channel', event: 'gone' } },
      others: '',
      webhook: 'form',
    })
  })

  test('parseProfile() refuses a mapping of what the contract does not have, and places that are none', () => {
    const mapping = `mapping:
  fields:
    unique_id: /id
    callid: /leg/call
    from: /a~2
  events:
    call/begin: created
  others: more
`
    const found = problems(`${GOOD}${mapping}`)
    expect(found.map((problem) => problem.replace(/accepted are .*|one of .*/, '…'))).toEqual([
      expect.stringMatching(/^line 13: mapping\.fields\.unique_id is not a key here/),
      expect.stringMatching(/^line 14: mapping\.fields\.callid must say/),
      expect.stringMatching(/^line 15: mapping\.fields\.from must be a name or a JSON Pointer, in which ~ stands only before 0 or 1/),
      expect.stringMatching(/^line 17: mapping\.events\.call\/begin is not a key here/),
      expect.stringMatching(/^line 18: mapping\.others must be a JSON Pointer: .*: current value is "more"$/),
    ])
    expect(problems(`${GOOD}mapping: { fields: { callid: /leg/call } }\n`)).toEqual([
      expect.stringMatching(/^line 11: mapping\.fields\.callid must say what the field is called in a form too/),
    ])
  })

  test('parseProfile() asks for the variable that names the image', () => {
    const text = GOOD.replace('sample:latest', '"{{env.CALLSTORM_NO_SUCH_VARIABLE}}"')
    expect(problems(text, 'container')).toEqual([
      'line 10: container.image names "env.CALLSTORM_NO_SUCH_VARIABLE", which the environment of the harness does not have',
    ])
  })

  test('parseProfile() reports broken YAML and a repeated key with their lines', () => {
    expect(problems('name: a\nname: b\n')).toEqual(['line 2: must be YAML: Map keys must be unique'])
    expect(problems('')).toEqual(['line 1: the profile must be a map of keys and values: current value is missing'])
  })

  test('parseProfile() lets no file of a profile leave its folder', () => {
    expect(problems(`${GOOD}files:\n  - { path: ../x, content: "" }\n  - { path: /etc/x, content: "" }\n`)).toHaveLength(2)
  })
})

test('loadProfile() refuses a file that is too large before it is parsed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-profile-'))
  try {
    const file = join(folder, 'large.bridge.yaml')
    writeFileSync(file, GOOD)
    truncateSync(file, 100 * 2 ** 20)
    expect(() => loadProfile(file)).toThrow(`Cannot use profile "${file}" as it has a problem:\n  must be at most 1 MiB: current size is 100 MiB`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
