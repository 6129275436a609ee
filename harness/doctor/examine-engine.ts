import { connectEngine, type ContainerEngine } from '../target/container-engine.ts'
import type { Finding } from './finding.ts'

/** Whether bridges can be started in containers. */
export async function examineEngine(connect: () => Promise<Pick<ContainerEngine, 'version'>> = connectEngine): Promise<Finding> {
  const base = { id: 'container-engine', title: 'Container engine', must: false }
  try {
    const { version } = await connect()
    return { ...base, value: version, means: '"--target container" works', status: 'ok' }
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*?: /, '') : String(error)
    return { ...base, value: 'not reachable', means: `"--target container" does not work: ${why}`, status: 'limited' }
  }
}
