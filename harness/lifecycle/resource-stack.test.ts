import { describe, expect, test } from 'vitest'
import { createResourceStack } from './resource-stack.ts'

describe('createResourceStack()', () => {
  test('createResourceStack() releases the last resource first and waits for each', async () => {
    const released: string[] = []
    const stack = createResourceStack()
    stack.use({
      [Symbol.asyncDispose]: async () => {
        await Promise.resolve()
        released.push('server')
      },
    })
    stack.use({ [Symbol.dispose]: () => released.push('client') })
    stack.defer(() => released.push('folder'))
    await stack[Symbol.asyncDispose]()
    expect(released).toEqual(['folder', 'client', 'server'])
  })

  test('createResourceStack() releases the rest when one release throws and reports every error', async () => {
    const released: string[] = []
    const stack = createResourceStack()
    const first = new Error('disk full')
    stack.defer(() => released.push('bottom'))
    stack.defer(() => Promise.reject(new Error('socket gone')))
    stack.defer(() => {
      throw first
    })
    const error = await stack[Symbol.asyncDispose]().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(released).toEqual(['bottom'])
    expect(error).toBeInstanceOf(AggregateError)
    expect(error).toMatchObject({ message: 'Cannot release every resource: disk full; socket gone', cause: first })
  })

  test('createResourceStack() releases once however often it is disposed', async () => {
    let times = 0
    const stack = createResourceStack()
    stack.defer(() => times++)
    await Promise.all([stack[Symbol.asyncDispose](), stack[Symbol.asyncDispose]()])
    expect(times).toBe(1)
  })

  test('createResourceStack() refuses what is added after disposal', async () => {
    const stack = createResourceStack()
    await stack[Symbol.asyncDispose]()
    expect(() => stack.defer(() => undefined)).toThrow(ReferenceError)
  })
})
