/** Process entry of a log's signer: its settings in the first argument, `ready` on standard output. */
import { LogRefused } from '../audit/refusal.ts'
import { runSigner, type SignerSettings } from './run.ts'

try {
  const { close } = await runSigner(JSON.parse(process.argv[2]!) as SignerSettings)
  process.stdout.write('ready\n')
  const end = () => void close().then(() => process.exit(0))
  process.on('SIGTERM', end)
  // The terminal's interrupt is for the gateway, which needs signatures while it ends.
  process.on('SIGINT', () => {})
  // It ends with whoever started it, however that ended.
  process.stdin.on('end', end).on('error', end).resume()
} catch (error) {
  process.stderr.write(`${error instanceof LogRefused ? error.message : (error as Error).message}\n`)
  process.exit(1)
}
