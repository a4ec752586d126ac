/** A witness process that is killed, as by the power, when it has persisted a checkpoint and has not answered. One argument: JSON of Given. */
import { readFileSync } from 'node:fs'
import { parseVerifierKey } from '../../gateway/audit/note.ts'
import { now_ms } from '../../gateway/telemetry/clock.ts'
import { startWitness } from '../../gateway/witness/server.ts'
import { openTestState } from './witness.ts'

export interface Given {
  readonly directory: string
  readonly log: string
  readonly client: string
  readonly ca: string
  readonly cert: string
  readonly key: string
}

const { directory, log, client, ...files } = JSON.parse(process.argv[2]!) as Given
const { cosigner, state } = openTestState(directory)
const [ca, cert, key] = [files.ca, files.cert, files.key].map((file) => readFileSync(file, 'utf8')) as [
  string,
  string,
  string,
]
const server = await startWitness({
  witness: {
    cosigner,
    state: {
      of: state.of,
      replace: (note) => {
        state.replace(note)
        process.kill(process.pid, 'SIGKILL')
      },
    },
    logs: [parseVerifierKey(log)!],
    now_ms,
  },
  ...{ host: '127.0.0.1', port: 0, tls: { ca, cert, key }, clients: new Set([client]), tell: () => {} },
})
process.stdout.write(`${server.port}\n`)
