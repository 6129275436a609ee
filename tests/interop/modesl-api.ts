import { createRequire } from 'node:module'
import type { Server } from 'node:net'

/** The part of modesl and of its fork that the tests use; the packages ship no types. */
export interface ModeslConnection {
  authed: boolean
  on(event: string, listener: (event: ModeslEvent, headers: Readonly<Record<string, string>> | undefined) => void): this
  once(event: string, listener: (event: ModeslEvent) => void): this
  send(command: string, headers?: Record<string, string>): void
  sendRecv(command: string, done: (event: ModeslEvent) => void): void
  sendRecv(command: string, headers: Record<string, string>, done: (event: ModeslEvent) => void): void
  api(command: string, done: (event: ModeslEvent) => void): void
  bgapi(command: string, done: (event: ModeslEvent) => void): void
  events(format: 'plain' | 'json' | 'xml', names: string, done: (event: ModeslEvent) => void): void
  filter(header: string, value: string, done: (event: ModeslEvent) => void): void
  execute(application: string, argument: string, uuid: string, done: (event: ModeslEvent) => void): void
  /** Of a call that the switch has sent here: the answer to `connect`. */
  getInfo(): ModeslEvent
  disconnect(): void
}

export interface ModeslEvent {
  getHeader(name: string): string | null
  getBody(): string
}

export interface ModeslServer {
  on(event: 'connection::ready' | 'connection::close', listener: (connection: ModeslConnection) => void): this
  close(): void
}

export interface ModeslPackage {
  readonly Server: new (options: { readonly server: Server; readonly myevents: boolean }) => ModeslServer
  readonly Connection: new (host: string, port: number, password: string, ready: () => void) => ModeslConnection
}

const require = createRequire(import.meta.url)
export const modesl = require('modesl') as ModeslPackage
export const drachtioModesl = require('drachtio-modesl') as ModeslPackage
