import type { SimulatedMessage } from '../../domain/simulator.js'

/** Where the simulated phones keep their messages; whoever composes the program hands it in. */
export type SimulatorPhones = {
  /** Idempotent on (phone, id); the stored message. */
  append: (message: Omit<SimulatedMessage, 'seq'>) => Promise<SimulatedMessage>
  setStatus: (phone: string, id: string, status: SimulatedMessage['status']) => Promise<void>
  setAccepted: (phone: string, id: string) => Promise<void>
  /** Oldest first. */
  notAccepted: (limit: number) => Promise<SimulatedMessage[]>
  /** Ascending seq, `after` excludes. */
  list: (phone: string, after: number, limit: number) => Promise<SimulatedMessage[]>
  phones: () => Promise<string[]>
}
