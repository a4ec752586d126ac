/** What the commands about a sandbox system share: the running gateway whose sandbox it is. */
import { loadProcessConfig } from '../config/config.ts'
import { control } from '../development/control.ts'
import { readRunFile } from '../development/run-file.ts'
import { Usage } from './command.ts'

/**
 * Asks the sandbox of `agency` by its control path, as the development gateway that runs. Gives what `control` gives. Throws Usage when no
 * gateway runs or it has no such sandbox.
 */
export function askSandbox(agency: string | undefined, path: string, body?: object): ReturnType<typeof control> {
  const run = readRunFile(loadProcessConfig().dataDir)
  if (!run) throw new Usage('cổng chưa chạy (npm start) · no gateway is running (npm start)')
  const agencies = Object.entries(run.clients).flatMap(([id, client]) => (run.sources[id] ? [client.agency] : []))
  if (agency === undefined || !agencies.includes(agency)) throw new Usage(`AGENCY: ${agencies.join(' | ')}`)
  return control(run, agency, path, body)
}
