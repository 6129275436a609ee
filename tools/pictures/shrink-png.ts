import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import optimise, { init } from '@jsquash/oxipng/optimise.js'

const WASM = createRequire(import.meta.url).resolve('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm')

/** The same picture in fewer octets, by oxipng; without any loss. */
export async function shrinkPng(png: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  await init(readFileSync(WASM))
  const shrunk = await optimise(png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength), { level: 4 })
  return new Uint8Array(shrunk)
}
