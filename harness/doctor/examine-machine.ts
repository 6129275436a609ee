import { examineEngine } from './examine-engine.ts'
import { examineLoopback, examinePorts } from './examine-network.ts'
import { examineSimulator } from './examine-simulator.ts'
import { examineCores, examineDescriptors, examineMemory, examineNode } from './examine-system.ts'
import type { Finding } from './finding.ts'

/** Everything about this machine that decides what callstorm can do on it. */
export async function examineMachine(): Promise<Finding[]> {
  const [engine, loopback, ports] = await Promise.all([examineEngine(), examineLoopback(), examinePorts()])
  return [examineNode(), examineCores(), examineMemory(), examineDescriptors(), ...loopback, ...ports, engine, examineSimulator()]
}
