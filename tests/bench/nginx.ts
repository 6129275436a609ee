import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An nginx of one worker on loopback that answers every request with 204. */
export interface StartedNginx extends AsyncDisposable {
  readonly url: string
  /** Processor time of its worker, which has answered something by then; as Linux tells it. */
  cpuSeconds(): number
}

/** Where Debian keeps nginx, which is on no ordinary user's path. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` }

/** Whether a program can be run at all. */
export const isInstalled = (program: string): boolean =>
  spawnSync(program, ['-v'], { env, stdio: 'ignore' }).error === undefined

const START_MS = 5000

/** @throws Error when it does not listen within five seconds, with what it said. */
export async function startNginx(): Promise<StartedNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'callstorm-nginx-'))
  const port = await freePort()
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', 'nginx.conf'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const exited = once(child, 'exit')
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  const deadline = performance.now() + START_MS
  while (!(await accepts(port))) {
    if (performance.now() < deadline && child.exitCode === null) continue
    await dispose()
    throw new Error(
      `Cannot start nginx as it must listen within ${START_MS} ms: current value is ${JSON.stringify(said.trim())}`,
    )
  }
  return {
    url: `http://127.0.0.1:${port}/events?authkey=bench`,
    cpuSeconds() {
      const worker = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
      return Number(readFileSync(`/proc/${worker}/schedstat`, 'utf8').split(' ')[0]) / 1e9
    },
    [Symbol.asyncDispose]: dispose,
  }
}

function configuration(folder: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  return `worker_processes 1; daemon off; pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; ${temporary.join(' ')}
  server { listen 127.0.0.1:${port}; location / { return 204; } }
}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Tries once; a refusal waits a little, so that trying again is no spin. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => setTimeout(resolve, 20, false))
  })
}
