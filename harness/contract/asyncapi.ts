import { EVENT_KINDS } from './events.ts'
import { eventSchema, type JsonSchema } from './json-schema.ts'

const nameOf = (kind: { class: string; event: string }): string => `${kind.class}-${kind.event}`

/** The AsyncAPI 3 document of the bridge's two outputs: websocket frames and webhook requests. */
export function asyncApiDocument(): JsonSchema {
  const references = (channel: string) =>
    EVENT_KINDS.map((kind) => ({ $ref: `#/channels/${channel}/messages/${nameOf(kind)}` }))
  const messages = Object.fromEntries(
    EVENT_KINDS.map((kind) => [nameOf(kind), { $ref: `#/components/messages/${nameOf(kind)}` }]),
  )
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Telephony event bridge',
      version: '1.0.0',
      description: 'Events of a telephone switch as websocket frames and as webhooks. Receivers discard silently what they do not know.',
    },
    defaultContentType: 'application/json',
    servers: {
      bridge: { host: '{address}:4875', protocol: 'ws', variables: { address: { default: 'localhost' } } },
      receiver: { host: '{receiver}', protocol: 'http', variables: { receiver: { default: 'localhost:8080' } } },
    },
    channels: {
      websocket: {
        address: '/events/websocket/',
        description: 'One JSON text frame per event.',
        servers: [{ $ref: '#/servers/bridge' }],
        bindings: {
          ws: {
            method: 'GET',
            query: {
              type: 'object',
              required: ['authkey'],
              properties: { authkey: { type: 'string', description: 'key of the bridge' } },
            },
          },
        },
        messages,
      },
      webhook: {
        address: '{path}',
        description: 'One application/x-www-form-urlencoded POST per event; the response is ignored.',
        servers: [{ $ref: '#/servers/receiver' }],
        parameters: { path: { description: 'path and query as configured' } },
        messages,
      },
    },
    operations: {
      sendFrame: {
        action: 'send',
        channel: { $ref: '#/channels/websocket' },
        messages: references('websocket'),
      },
      sendWebhook: {
        action: 'send',
        channel: { $ref: '#/channels/webhook' },
        bindings: { http: { method: 'POST' } },
        messages: references('webhook'),
      },
    },
    components: {
      messages: Object.fromEntries(
        EVENT_KINDS.map((kind) => {
          const { $schema: _draft, $id: _id, ...payload } = eventSchema(kind)
          return [nameOf(kind), { name: nameOf(kind), title: `${kind.class}/${kind.event}`, summary: kind.meaning, payload }]
        }),
      ),
    },
  }
}
