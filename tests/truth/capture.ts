import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { readPcap, type Segment } from './pcap.ts'
import { CannotTell } from './row.ts'

/** A running capture of everything on loopback that one port sends and receives. */
export interface StartedCapture extends AsyncDisposable {
  /** Ends it. */
  read(): Promise<{ readonly segments: readonly Segment[]; readonly dropped: number }>
}

const WITHIN_MS = 5000
/** Kernel buffer of the capture, KiB. */
const BUFFER_KIB = 16_384
/** Where Debian keeps it, which is on no ordinary user's path. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` }

/** @throws CannotTell without tcpdump, or without the right to capture */
export async function startCapture(port: number, file: string, signal: AbortSignal): Promise<StartedCapture> {
  if (spawnSync('tcpdump', ['--version'], { env, stdio: 'ignore' }).error) {
    throw new CannotTell('tcpdump is not installed: "apt-get install tcpdump" would do it')
  }
  // Otherwise packets of the last second may still be in the kernel's hands when it ends.
  const words = ['-i', 'lo', '--immediate-mode', '-U', '-s', '0', '-B', String(BUFFER_KIB), '--time-stamp-precision=nano', '-w', file, `tcp port ${port}`]
  // It gives up the rights of the superuser, and with them the one to write here.
  if (process.getuid?.() === 0) words.unshift('-Z', 'root')
  const child = spawn('tcpdump', words, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'exit')
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  try {
    await waitUntil('tcpdump captures', () => said.includes('listening on'), { withinMs: WITHIN_MS, signal, evidence: () => said.trim() })
  } catch (cause) {
    await dispose()
    signal.throwIfAborted()
    throw new CannotTell(`loopback cannot be captured: ${JSON.stringify(said.trim())}`, { cause })
  }
  return {
    async read() {
      await dispose()
      const dropped = /(\d+) packets? dropped by kernel/.exec(said)?.[1]
      return { segments: readPcap(readFileSync(file)), dropped: Number(dropped ?? Number.NaN) }
    },
    [Symbol.asyncDispose]: dispose,
  }
}
