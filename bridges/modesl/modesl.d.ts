/** The part of modesl that this bridge uses; the package ships no types. */
declare module 'modesl' {
  export class Event {
    getHeader(name: string): string | null
    getBody(): string
  }

  export class Connection {
    constructor(host: string, port: number, password: string, ready: () => void)
    on(event: string, listener: (event: Event) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    events(format: 'plain' | 'json', names: readonly string[], done: () => void): void
    disconnect(): void
  }

  const modesl: { readonly Connection: typeof Connection }
  export default modesl
}
