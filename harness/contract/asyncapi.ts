import { EVENT_KINDS, type EventKind } from './events.ts'
import { eventSchema, formSchema, type JsonSchema } from './json-schema.ts'

const nameOf = (kind: { class: string; event: string }): string => `${kind.class}-${kind.event}`

/** The AsyncAPI 3 document of the bridge's two outputs: websocket frames and webhook requests. */
export function asyncApiDocument(): JsonSchema {
  const references = (channel: string) =>
    EVENT_KINDS.map((kind) => ({ $ref: `#/channels/${channel}/messages/${nameOf(kind)}` }))
  const messages = (suffix: string) =>
    Object.fromEntries(EVENT_KINDS.map((kind) => [nameOf(kind), { $ref: `#/components/messages/${nameOf(kind)}${suffix}` }]))
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
        messages: messages(''),
      },
      webhook: {
        address: '{path}',
        description: 'One application/x-www-form-urlencoded POST per event; the response is ignored.',
        servers: [{ $ref: '#/servers/receiver' }],
        parameters: { path: { description: 'path and query as configured' } },
        messages: messages('-form'),
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
      messages: Object.fromEntries([
        ...EVENT_KINDS.map((kind) => [nameOf(kind), messageOf(kind, 'application/json', eventSchema(kind))]),
        ...EVENT_KINDS.map((kind) => [`${nameOf(kind)}-form`, messageOf(kind, 'application/x-www-form-urlencoded', formSchema(kind))]),
      ]),
    },
  }
}

function messageOf(kind: EventKind, contentType: string, { $schema: _draft, $id: _id, ...payload }: JsonSchema) {
  return { name: nameOf(kind), title: `${kind.class}/${kind.event}`, summary: kind.meaning, contentType, payload }
}
