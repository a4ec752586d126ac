import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadAuthority } from '../../../certs-dev/authority.ts'
import { keepKnownLists, readKnownLists } from '../../../gateway/identity/list-memory.ts'
import { readTrust } from '../../../gateway/identity/trust-files.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { listOf, replaceFile } from '../../support/trusting-gateway.ts'

t.test('keeps the newest list of each authority', async (t) => {
  const path = join(dataFolder(t), 'trust/known.json')
  t.same(await readKnownLists(path), [])
  const first = { issuer: 'AA', number: 7n, thisUpdate_ms: 1_000 }
  const other = { issuer: 'BB', number: undefined, thisUpdate_ms: 2_000 }
  await keepKnownLists(path, [first, other])
  await keepKnownLists(path, [{ ...first, number: 2n ** 159n }])
  t.same(await readKnownLists(path), [{ ...first, number: 2n ** 159n }, other])
})

t.test('one that was meddled with is no empty one', async (t) => {
  const path = join(dataFolder(t), 'known.json')
  for (const text of ['', '{}', '[{"issuer":"AA"}]', '[{"issuer":"AA","number":"-1","thisUpdate":"2026-03-01"}]']) {
    writeFileSync(path, text)
    await t.rejects(readKnownLists(path), text)
  }
})

t.test('after a restart an older list is refused', async (t) => {
  const dir = dataFolder(t)
  const certificates = await testCertificates(dir)
  const { ca, crl, gateway, participantKeysDir } = certificates
  const files = {
    certificates: { ca, crl, ...gateway },
    registry: { ...shippedRegistry, keysDir: participantKeysDir },
    refuseDevelopment: false,
    knownListsFile: join(dir, 'trust/known-lists.json'),
  }
  const authority = loadAuthority(readFileSync(ca, 'utf8'), readFileSync(certificates.caKey, 'utf8'))
  const now = Date.now()
  replaceFile(crl, await listOf(authority, [], new Date(now)))
  await readTrust(files, now)
  replaceFile(crl, await listOf(authority, [], new Date(now - 60_000)))
  await t.rejects(readTrust(files, now), { name: 'TrustInvalid', message: /older than one that has been in force/ })
  await t.rejects(readTrust({ ...files, refuseDevelopment: true }, now), {
    message: /từ chối chứng thư thử nghiệm.* · a development certificate is refused/,
  })
})
