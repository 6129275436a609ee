import { startBridge } from './bridge.ts'
import { ConfigError, readConfig } from './config.ts'
import { createLog } from './log.ts'

/** Exit code for a configuration that cannot be used (EX_CONFIG of sysexits). */
const EX_CONFIG = 78

/** Nothing may keep the process longer than this once it was told to stop. */
const EXIT_MS = 9_000

const log = createLog((line) => process.stderr.write(line))

const main = async (): Promise<void> => {
  const bridge = await startBridge(readConfig(process.env), log)
  const stop = (signal: NodeJS.Signals): void => {
    log.info('stopping', { signal })
    setTimeout(() => process.exit(0), EXIT_MS).unref()
    void bridge[Symbol.asyncDispose]().then(() => {
      log.info('stopped')
      process.exit(0)
    })
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  for (const line of String(error instanceof Error ? error.message : error).split('\n')) log.error(line)
  process.exit(error instanceof ConfigError ? EX_CONFIG : 1)
})
