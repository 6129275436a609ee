import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own whose behaviour is known, because it says itself what it did. */
export interface StartedStub<R> extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** What it has done so far. */
  report(): Promise<R>
}

const WITHIN_MS = 10_000

/**
 * Starts `stubs/<name>.mjs`. It ends by itself when this process does.
 * @param settings plain data that it is told at its start
 */
export async function startStub<R>(name: string, settings: unknown, signal: AbortSignal): Promise<StartedStub<R>> {
  const file = fileURLToPath(new URL(`stubs/${name}.mjs`, import.meta.url))
  const child = fork(file, [JSON.stringify(settings)], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const ask = async (): Promise<unknown> => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)])
    const gone = ended.then(([code, by]) => {
      throw new Error(`Cannot ask the stub "${name}" as it has ended: current exit is ${code ?? by}`)
    })
    const [message] = (await Promise.race([once(child, 'message', { signal: within }), gone])) as [unknown]
    return message
  }
  const dispose = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    const forced = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS)
    await ended
    clearTimeout(forced)
  }
  try {
    const { port } = (await ask()) as { readonly port: number }
    return {
      port,
      url: `http://127.0.0.1:${port}/events?authkey=truth`,
      async report() {
        const answer = ask()
        child.send('report')
        return (await answer) as R
      },
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
