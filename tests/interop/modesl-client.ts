import { drachtioModesl, modesl, type ModeslConnection, type ModeslEvent } from './modesl-api.ts'
import type { ClientAddress, ConnectClient, TestClient } from './client.ts'

/** modesl leaves reconnecting to its user: a new connection object takes the place of the old one. */
export const connectModesl: ConnectClient = async (address) => {
  const shared = createBooks()
  let connection = await open(modesl, address, shared)
  let ended = shared.ended
  return operations(() => connection, shared, async () => {
    await ended
    connection = await open(modesl, address, shared)
    ended = shared.ended
  })
}

/** drachtio-modesl comes back by itself. */
export const connectDrachtioModesl: ConnectClient = async (address) => {
  const books = createBooks()
  const connection = await open(drachtioModesl, address, books)
  let back = nextLogin(connection)
  return operations(() => connection, books, async () => {
    await back
    back = nextLogin(connection)
  })
}

/** Resolves when the connection has authenticated the next time. */
function nextLogin(connection: ModeslConnection): Promise<void> {
  return new Promise((resolve) => connection.once('esl::event::auth::success', () => resolve()))
}

interface Books {
  events: number
  readonly errors: unknown[]
  ended: Promise<void>
}

function createBooks(): Books {
  return { events: 0, errors: [], ended: Promise.resolve() }
}

async function open(library: typeof modesl, { host, port, password }: ClientAddress, books: Books): Promise<ModeslConnection> {
  let connection: ModeslConnection | undefined
  const ready = new Promise<void>((resolve) => {
    connection = new library.Connection(host, port, password, resolve)
  })
  if (connection === undefined) throw new TypeError('Cannot happen: the executor runs at once')
  const opened = connection
  opened.on('esl::event::**', (_event, headers) => {
    if (headers?.['Content-Type']?.startsWith('text/event-')) books.events++
  })
  opened.on('error', (error) => void books.errors.push(error))
  books.ended = new Promise((resolve) => opened.once('esl::end', () => resolve()))
  await ready
  return opened
}

function operations(connection: () => ModeslConnection, books: Books, reconnect: () => Promise<void>): TestClient {
  const replied = async (send: (done: (event: ModeslEvent) => void) => void): Promise<ModeslEvent> =>
    await new Promise((resolve) => send(resolve))
  const replyText = (event: ModeslEvent): string => event.getHeader('Reply-Text') ?? ''

  return {
    get events() {
      return books.events
    },
    errors: books.errors,
    subscribe: async () => void (await replied((done) => connection().events('json', 'all', done))),
    api: async (command) => (await replied((done) => connection().api(command, done))).getBody(),
    bgapi: async (command) => (await replied((done) => connection().bgapi(command, done))).getBody(),
    execute: async (uuid, application, argument) =>
      (await replied((done) => connection().execute(application, argument, uuid, done))).getHeader('Application') ?? '',
    hangUp: async (uuid) =>
      replyText(
        await replied((done) =>
          connection().sendRecv(`sendmsg ${uuid}`, { 'call-command': 'hangup', 'hangup-cause': 'NORMAL_CLEARING' }, done),
        ),
      ),
    filter: async (header, value) => replyText(await replied((done) => connection().filter(header, value, done))),
    reconnect,
    async [Symbol.asyncDispose]() {
      connection().disconnect()
    },
  }
}
