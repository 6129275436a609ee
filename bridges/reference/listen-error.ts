import type { Address } from './config-values.ts'

/** Says which setting asked for an address that cannot be had. */
export const listenError = (variable: string, { host, port }: Address, cause: Error): Error =>
  new Error(`Cannot listen on ${variable} as ${cause.message}: current value is "${host}:${port}"`, { cause })
