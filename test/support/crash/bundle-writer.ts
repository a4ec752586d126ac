/**
 * A process that accepts bundles while its system calls are traced: `node bundle-writer.ts ROOT`. After each that it remembers durably, as it
 * believes, it writes its serial number to standard output, in one call.
 */
import fs from 'node:fs'
import { rememberBundle } from '../../../gateway/identity/bundle-trust.ts'
import { signingAgency, signingOfficer } from '../bundle.ts'

const signers = ['an', 'binh'].map((id) => ({ agency: signingAgency, ...signingOfficer(id).signer }))
const [root] = process.argv.slice(2)
for (let serial = 1; serial <= 3; serial++) {
  await rememberBundle(root!, { serial, digest: 'A'.repeat(43), signers })
  fs.writeSync(1, `${serial}\n`)
}
