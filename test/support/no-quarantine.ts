/** A quarantine that nothing is to come into; of a state secret it has nothing to erase. */
import type { Test } from 'tap'
import type { Quarantine } from '../../gateway/release/quarantine/quarantine.ts'

export const noQuarantine = (t: Test): Quarantine => ({
  async take({ reason }) {
    if (reason !== 'state-secret-in-clear') t.fail('nothing is quarantined')
  },
})
