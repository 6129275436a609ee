/** A contract event on its way from an input to the outputs. */
export type BridgeEvent = {
  /** Name and value in output order, each name once. Numbers are `machine` and `duration` only. */
  readonly fields: readonly Field[]
  /** Events with the same key belong to one leg, user or machine and keep their order at every output. */
  readonly key: string
}

/**
 * Makes a key. Joined rather than written as a template: a joined string holds no reference to the text its parts were
 * cut from, and keys outlive that.
 */
export const eventKey = (machine: number | string, what: string): string => [machine, what].join(' ')

export type Field = readonly [name: string, value: string | number]

/** One JSON object. Written by hand, as an object with a member `__proto__` cannot be built by assignment. */
export const toJson = (event: BridgeEvent): string => {
  let json = ''
  for (const [name, value] of event.fields) {
    json += `${json === '' ? '{' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`
  }
  return `${json}}`
}

const plainText = /^[\w.*-]*$/

const encode = (text: string): string => (plainText.test(text) ? text : encodeURIComponent(text).replaceAll('%20', '+'))

/** The same fields as `application/x-www-form-urlencoded`: ASCII only, one octet per character. */
export const toForm = (event: BridgeEvent): string =>
  event.fields.map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join('&')

/** Unix seconds with six decimals from a decimal count of microseconds. */
export const toTimestamp = (microseconds: string): string => {
  const digits = microseconds.padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** The bridge's own clock, for events that nobody else has stamped. */
export const timestampNow = (): string => toTimestamp(String(Math.round(Date.now() * 1000)))
