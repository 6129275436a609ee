import { createHash } from 'node:crypto'
import { percentDecode, percentEncode } from '../codec/percent-encoding.ts'
import type { Api } from './api.ts'

export const md5: Api = {
  name: 'md5',
  run: ({ args }) => (args === '' ? '!err!' : createHash('md5').update(args, 'latin1').digest('hex')),
}

export const urlEncode: Api = { name: 'url_encode', run: ({ args }) => percentEncode(args) }

export const urlDecode: Api = { name: 'url_decode', run: ({ args }) => percentDecode(args) }
