import { cpus, platform, release, totalmem } from 'node:os'
import type { EnvironmentRecord } from '../model/run-record.ts'

/** What the run ran on; comparable runs share it. */
export function describeEnvironment(): EnvironmentRecord {
  const processors = cpus()
  return {
    node: process.version,
    platform: `${platform()} ${release()}`,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
  }
}
