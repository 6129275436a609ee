import type { RawData } from 'ws'

/** The text of a message as `ws` hands it over by default: one buffer. */
export const messageText = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '')
