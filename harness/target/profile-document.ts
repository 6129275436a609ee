import { z } from 'zod'
import { profileSchema } from './profile-schema.ts'

const PROSE = `# Profiles

A profile is a YAML file, \`*.bridge.yaml\`, that says what a bridge can do and how it is started. [How to write
one](test-your-own-bridge.md) has samples; this page has every key. The same as a JSON Schema, for editors:
[profile.schema.json](schema/profile.schema.json). Whatever is wrong with a profile is reported at once, with its line.

## Capabilities

\`\`\`yaml
capabilities:
  in: [esl-inbound, esl-outbound, http-post, messaged-websocket]
  out: [websocket, http-post]
  tls: true
\`\`\`

| capability | what the bridge does | what it is told |
|---|---|---|
| in: \`esl-inbound\` | connects to FreeSWITCH nodes as an Event Socket client | \`esl.nodes\`, \`esl.password\` |
| in: \`esl-outbound\` | listens for calls that FreeSWITCH brings by the \`socket\` application | \`outbound\` |
| in: \`http-post\` | listens for one POST per event, with \`authkey\` in the URL | \`ingress\` |
| in: \`messaged-websocket\` | subscribes to the softswitch's own websocket | \`messaged\` |
| out: \`websocket\` | listens for subscribers | \`websocket\` |
| out: \`http-post\` | posts each event to each URL | \`webhooks\` |
| \`tls\` | serves its doors over TLS and verifies the servers that it connects to | \`tls\` |

Only what is declared is asked for: a check that needs something else is *not applicable*, and never passed.

## What is filled in

Text with \`{{…}}\` is a Handlebars template without HTML escaping. \`{{#each}}\`, \`{{#if}}\`, \`{{#unless}}\`, \`{{#with}}\` are
there, \`{{json x}}\` writes JSON, \`{{join list ","}}\` and \`{{join webhooks " " "url"}}\` join lists. A name that there is not
is an error when the profile is read.

| name | what it is |
|---|---|
| \`esl.nodes\` | list of nodes to connect to, each with \`machine\`, \`host\`, \`port\`, \`password\` |
| \`esl.password\` | password of the first node, for bridges that know one for all |
| \`ingress\`, \`websocket\`, \`outbound\` | where the bridge shall listen; \`messaged\`: where it shall subscribe. Each has \`scheme\` (\`http\`, \`ws\`, \`tcp\`; \`https\`, \`wss\` with TLS), \`host\`, \`port\`, \`address\` (\`host:port\`, IPv6 in brackets), \`path\`, \`authkey\`, \`url\` (key included) |
| \`webhooks\` | list of URLs to post to, each with \`url\` |
| \`tls.certificate\`, \`tls.key\`, \`tls.authority\` | PEM files; empty text in a run without TLS |
| \`clock.file\`, \`clock.module\` | see *Clock steps*; empty text for all checks but those |
| \`tuning.idleMs\`, \`tuning.reconnectMaxMs\`, \`tuning.webhookTimeoutMs\` | shorter limits that some checks ask for; empty text where nothing is asked for |
| \`tuning.allow\` | the only addresses that may post, separated by commas |
| \`tuning.format\` | \`plain\` or \`json\`: the format to ask FreeSWITCH for |
| \`files\` | folder with the profile's own \`files\` |
| \`node\` | the Node binary that runs callstorm; \`node\` in a container |
| \`env.NAME\` | a variable of your environment |

A check that needs a \`tuning\` which the profile does not pass on is *unknown*, and says so.

## TLS

\`\`\`yaml
capabilities: { in: [http-post], out: [websocket, http-post], tls: true }
environment:
  MY_CERTIFICATE: "{{tls.certificate}}"     # PEM of the bridge's own certificate, for 127.0.0.1, ::1 and localhost
  MY_KEY: "{{tls.key}}"                     # PEM of its key, PKCS #8, not encrypted
  MY_AUTHORITY: "{{tls.authority}}"         # PEM of the only authority to trust for https webhooks and a wss input
ready:
  url: "{{ingress.scheme}}://{{ingress.address}}/health"
\`\`\`

Each run makes an authority of its own, signs certificates by it and forgets its key. \`conformance --tls\` makes every HTTP
and websocket connection a TLS one and runs the same checks; a few checks (\`post/tls-*\`, \`mws/tls-*\`, \`sec/tls-*\`) ask for
TLS in every run. In a run without TLS the three names are empty: a bridge must then listen without.

## Clock steps

\`rel/clock\` steps the wall clock of the bridge. It needs a bridge that is started as a process and whose clock follows
\`{{clock.file}}\`, which holds an offset in seconds as libfaketime reads it (\`+3600\`):

\`\`\`yaml
process:
  environment:
    FAKETIME_TIMESTAMP_FILE: "{{clock.file}}"
    # Node: a module that makes Date follow the file.
    NODE_OPTIONS: "{{#if clock.file}}--import={{clock.module}}{{/if}}"
    # Anything that is linked dynamically: libfaketime, which must leave the monotonic clock alone.
    LD_PRELOAD: "{{#if clock.file}}/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1{{/if}}"
    FAKETIME_NO_CACHE: "1"
    FAKETIME_DONT_FAKE_MONOTONIC: "1"
\`\`\`

One of the two, not both. Without either the check is *unknown*. It is so too when the bridge's own events (machine/up) do
not show the stepped time: then nobody knows whether the clock was stepped.

## Other words, another shape

A bridge that was not written for the [contract](contract.md) is judged through a mapping. Say its bridge sends

\`\`\`json
{"type":"channel.created","when":"1795310446.000001","node":1,"leg":{"id":"a1","call":"c1"},"parties":["1000","2000"],"more":{"direction":"inbound"}}
\`\`\`

\`\`\`yaml
mapping:
  fields:                                    # contract field: where the bridge has it
    class: type                              # a name, or
    event: /action                           # a JSON Pointer (RFC 6901); / in a name is ~1, ~ is ~0
    timestamp: when
    machine: node
    uniqueid: { json: /leg/id, form: leg_id }     # where JSON and form differ
    callid: { json: /leg/call, form: leg_call }
    from: { json: /parties/0, form: caller }      # a number is a place in an array
    to: { json: /parties/1, form: callee }
  events:                                    # contract event: the bridge's words
    call/start: channel.created              # one word, in the place of class
    call/end: { class: channel, event: gone }     # or two
  others: /more                              # whose members are further fields; "" is the whole document
  webhook: form                              # or json: how bodies of webhook requests are written
\`\`\`

- A field that is not named stands under its own name (below \`others\` in JSON). Members that are named nowhere are fields
  of their own, which the contract allows; one that has the name of a contract field that stands elsewhere is called by
  its pointer, such as \`/from\`.
- Values stay as they are, with their JSON types: a mapping renames and finds, it does not convert. A bridge with times in
  milliseconds has another \`timestamp\` than the contract, and the checks of it say so.
- A pointer of more than one part needs a name for the form too, unless \`webhook\` is \`json\`.
- A class and event that no entry of \`events\` has stay as they are.
- What the bridge is *sent* is never mapped.
- A mapping that fits nothing is named: a check is *unknown* with \`mapping.fields finds no uniqueid at "/leg/uuid"\` or
  \`mapping.events has no words for …\`, and a load run is *invalid* for the same reason.
- In load runs a mapped event is parsed, where others are only scanned: leave the harness more of the machine.

## Every key
`

/** `docs/profile.md`: prose, and every key that the schema knows. */
export function profileDocument(): string {
  const rows = keysOf(z.toJSONSchema(profileSchema, { io: 'input' }))
  return [PROSE, '| key | values | default | meaning |', '|---|---|---|---|', ...rows.map(({ key, values, fallback, meaning }) => `| \`${key}\` | ${values} | ${fallback} | ${meaning} |`), ''].join('\n')
}

interface Key {
  readonly key: string
  readonly values: string
  readonly fallback: string
  readonly meaning: string
}

const keySchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
})

/** Keys of an object and, behind each, those within it; items of lists have `[]`. */
function keysOf(schema: unknown, path = ''): Key[] {
  const { properties = {} } = keySchema.parse(schema)
  return Object.entries(properties)
    .filter(([name]) => name !== '$schema')
    .flatMap(([name, given]) => {
      const key = path === '' ? name : `${path}.${name}`
      const one = keySchema.parse(given)
      const meaning = (one.description ?? '').replaceAll('|', '\\|')
      const fallback = one.default === undefined || isEmpty(one.default) ? '' : `\`${JSON.stringify(one.default)}\``
      return [{ key, values: valuesOf(one), fallback, meaning }, ...keysOf(one, key), ...(one.items === undefined ? [] : keysOf(one.items, `${key}[]`))]
    })
}

const isEmpty = (value: unknown): boolean => JSON.stringify(value) === '{}' || JSON.stringify(value) === '[]'

const TYPES: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', number: 'number', boolean: 'true, false', array: 'list', object: 'map' }

function valuesOf({ type, enum: choices, anyOf, items }: z.output<typeof keySchema>): string {
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(', ')
  if (anyOf) return [...new Set(anyOf.map((one) => valuesOf(keySchema.parse(one))))].join(' or ')
  const inner = items === undefined ? undefined : keySchema.parse(items)
  return type === 'array' && inner ? `list of ${inner.enum ? valuesOf(inner) : (TYPES[inner.type ?? ''] ?? 'values')}` : (TYPES[type ?? ''] ?? 'any')
}
