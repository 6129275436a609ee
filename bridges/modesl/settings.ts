/** Settings from the environment; see the README of the reference bridge for their meaning. */
const value = (name: string, fallback = ''): string => process.env[name] || fallback

const address = (text: string): { host: string; port: number } => {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) }
}

const list = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '')

export const settings = {
  nodes: list(value('BRIDGE_ESL_NODES')).map((node) => {
    const at = node.indexOf('@')
    return { machine: Number(node.slice(0, at)), ...address(node.slice(at + 1)) }
  }),
  password: value('BRIDGE_ESL_PASSWORD', 'ClueCon'),
  format: value('BRIDGE_ESL_FORMAT', 'json') === 'plain' ? ('plain' as const) : ('json' as const),
  http: address(value('BRIDGE_HTTP_LISTEN', '127.0.0.1:8080')),
  authkey: value('BRIDGE_AUTHKEY'),
  allowedAddresses: list(value('BRIDGE_ALLOWED_ADDRESSES')),
  websocket: address(value('BRIDGE_WEBSOCKET_LISTEN', '127.0.0.1:4875')),
  websocketAuthkey: value('BRIDGE_WEBSOCKET_AUTHKEY'),
  webhooks: list(value('BRIDGE_WEBHOOK_URLS')),
  webhookTimeoutMs: Number(value('BRIDGE_WEBHOOK_TIMEOUT_MS', '5000')),
}
