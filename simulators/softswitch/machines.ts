import type { Workload } from '../traffic/workload.ts'

/** One machine of the softswitch. */
export interface MachineSpec {
  /** Index of the source in the run: FreeSWITCH nodes first, then softswitch machines. */
  readonly source: number
  /** Number in the events, from 1. */
  readonly machine: number
  /** IP address that it posts from; the system chooses when it is undefined, as it must for a remote bridge. */
  readonly localAddress: string | undefined
}

/**
 * Loopback address of the n-th machine, from 0: 127.0.0.11, 127.0.0.12 and so on. Linux has all of 127.0.0.0/8.
 * @throws RangeError when there is no such machine in the /8.
 */
export function machineAddress(index: number): string {
  const offset = 11 + index
  if (!(Number.isInteger(index) && index >= 0 && offset < 2 ** 24 - 1)) {
    throw new RangeError(
      `Cannot give a machine an address as its index must be in 127.0.0.0/8: current value is ${index}`,
    )
  }
  return `127.${offset >> 16}.${(offset >> 8) & 255}.${offset & 255}`
}

/** The softswitch machines of a workload, numbered behind its FreeSWITCH nodes. */
export function planMachines(workload: Pick<Workload, 'freeswitchNodes' | 'softswitchMachines'>): MachineSpec[] {
  return Array.from({ length: workload.softswitchMachines }, (_, index) => {
    const source = workload.freeswitchNodes + index
    return { source, machine: source + 1, localAddress: machineAddress(index) }
  })
}
