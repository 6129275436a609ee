import type { Api } from './api.ts'

/** Keys that one node keeps. */
const MAX_KEYS = 10_000

/** `hash insert|delete|select/<realm>/<key>/<value>`: kept in memory. */
export function hashApi(): Api {
  const store = createStore()
  return {
    name: 'hash',
    run({ args }) {
      const [action, realm = '', key = '', ...value] = args.split('/')
      const path = `${realm}/${key}`
      if (action === 'insert') return store.insert(path, value.join('/')) ? '+OK\n' : '-ERR Full\n'
      if (action === 'delete') return store.delete(path) ? '+OK\n' : '-ERR Not found\n'
      if (action === 'select') return store.get(path)
      return '-USAGE: [insert|delete|select]/<realm>/<key>/<value>\n'
    },
  }
}

/** `db insert|delete|select|exists|count/<realm>/<key>/<value>`: kept in memory. */
export function dbApi(): Api {
  const store = createStore()
  return {
    name: 'db',
    run({ args }) {
      const [action, realm = '', key = '', ...value] = args.split('/')
      const path = `${realm}/${key}`
      if (action === 'insert') return store.insert(path, value.join('/')) ? '+OK' : '!err!'
      if (action === 'delete') {
        store.delete(path)
        return '+OK'
      }
      if (action === 'select') return store.get(path)
      return action === 'exists' ? String(store.get(path) !== '') : '!err!'
    },
  }
}

interface Store {
  /** @returns whether there was room */
  insert(path: string, value: string): boolean
  delete(path: string): boolean
  /** Empty for what is not there. */
  get(path: string): string
}

function createStore(): Store {
  const values = new Map<string, string>()
  return {
    insert(path, value) {
      if (values.size >= MAX_KEYS && !values.has(path)) return false
      values.set(path, value)
      return true
    },
    delete: (path) => values.delete(path),
    get: (path) => values.get(path) ?? '',
  }
}
