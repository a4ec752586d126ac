/** What the demonstration tells of handing over: a petition goes to the police and is signed for, and what goes back says less. */
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseReceipt } from '../../audit/receipt.ts'
import { keyIdOf } from '../../identity/assertion.ts'
import type { RegisteredKey } from '../../identity/participant.ts'
import { verifyAcknowledgement } from '../../identity/transfer-acknowledgement.ts'
import { verifyReceipt } from '../../identity/transfer-receipt.ts'
import { newEventId } from '../../telemetry/ids.ts'
import { control } from '../control.ts'
import { acknowledge, handOver } from '../signing-system.ts'
import { tellCommunes } from './communes.ts'
import { delivered } from './delivered.ts'
import { firstLines, withheldLines } from './papers.ts'
import { type Party, partyOf, type Scene, sceneOf, type Telling, type Told } from './scene.ts'
import { paint } from './table.ts'
import { type Stage, stageWords } from './words.ts'

const petition = join(import.meta.dirname, '../../../adapters/mttq/golden/cho-phan-loai.json')

async function publicKey(keyPem: string): Promise<RegisteredKey> {
  const jwk = createPublicKey(keyPem).export({ format: 'jwk' })
  return { ...jwk, kid: await keyIdOf(keyPem) } as RegisteredKey
}

interface Ends extends Scene {
  readonly front: Party
  readonly police: Party
}

/** Gives the number under which the police's system has it; undefined when it was not taken. */
async function tellPetition({ front, police, wrong, receipts, language, ...scene }: Ends, body: Buffer) {
  const { say, claim, noted, print } = scene
  print(paint('bold', say('handing')))
  const sent = noted(await handOver(front, { to: 'cong-an', mediaType: 'application/json', body, key: newEventId() }))
  if (sent.status !== 201) {
    wrong.push(`handing over: ${sent.status} ${sent.json?.code}`)
    return undefined
  }
  const { transfer: id, receipt } = sent.json
  const status = await delivered(front, id)
  const document = noted(await police.call(`/v1/inbox/${id}`)).bytes
  for (const line of firstLines('MTTQ', body)) print(`  ${line}`)
  const stages = status.stages.map(({ stage }: { readonly stage: Stage }) => stageWords[stage][language]).join(' → ')
  print(`  ${'→'.padEnd(6)}${paint('gray', stages)}`)
  for (const line of firstLines('CA', document)) print(`  ${line}`)
  const number: string | undefined = status.delivery?.nativeKey
  claim(status.state === 'delivered' && number !== undefined, `${say('booked')} ${number}`)

  const forged = noted(await acknowledge(police, id, { signedBy: front.keyPem }))
  claim(forged.json?.code === 'acknowledgement-invalid', `${say('forged')} (${forged.status} ${forged.json?.code})`)
  const signed = noted(await acknowledge(police, id, { ...(number !== undefined && { nativeKey: number }) }))
  const after = noted(await front.call(`/v1/transfers/${id}`)).json
  const index = parseReceipt(receipts[0]!)?.index
  const isTaken = signed.status === 200 && after.state === 'acknowledged'
  claim(isTaken, `${say('acknowledged')} · ${say('receipt')} #${index}`)

  const { keys } = (await front.call('/.well-known/lienthong-keys')).json
  const proved = await verifyReceipt(receipt, {
    keys,
    native: { body, senderKey: after.sender_key },
    translated: document,
  })
  const participantKeys = [await publicKey(police.keyPem)]
  const word =
    proved.ok &&
    (await verifyAcknowledgement(after.acknowledgement?.jws ?? '', {
      ...{ participantKeys, receipt: { jws: receipt, claims: proved.claims } },
    }))
  claim(word !== false && word.ok, say('proved'))
  return number
}

/** What the police's system has under `number`, petition and all, goes back to the Front as far as it may. */
async function tellNotice({ run, front, police, language, ...scene }: Ends, number: string, petition: Buffer) {
  const { say, claim, noted, print } = scene
  const { text } = await control(run, 'cong-an', `/_sandbox/look?ma=${number}`)
  const { native } = JSON.parse(text) as { readonly native: string }
  const notice = { to: 'mttq', mediaType: 'text/xml', body: Buffer.from(native, 'base64') }
  const tried = noted(await handOver(police, notice)).json
  print(paint('bold', say('notice')))
  print(`  ${paint('gray', tried.route?.article[language] ?? '')}`)
  for (const line of withheldLines(tried.withheld ?? [], language)) print(`  ${line}`)
  const back = noted(await handOver(police, { ...notice, key: newEventId() }))
  const got = String(noted(await front.call(`/v1/inbox/${back.json?.transfer}`)).bytes)
  const { noiDung, nguoiPhanAnh } = JSON.parse(petition.toString()).phanAnh
  const kept: readonly string[] = [noiDung, nguoiPhanAnh.hoTen, nguoiPhanAnh.dienThoai]
  claim(got.includes('"phanAnh"') && !kept.some((word) => got.includes(word)), say('noneOfIt'))
}

/** Tells it on a running gateway; each time it is another transfer. Rejects when the gateway or a sandbox can't be reached. */
export async function tellHandingOver(telling: Telling): Promise<Told> {
  const { run, print } = telling
  const [front, police] = [partyOf(run, 'mttq'), partyOf(run, 'cong-an')]
  const scene = sceneOf(telling)
  try {
    const body = readFileSync(petition)
    const number = await tellPetition({ ...scene, front, police }, body)
    print('')
    if (number !== undefined) await tellNotice({ ...scene, front, police }, number, body)
    print('')
    await tellCommunes(scene)
    return scene
  } finally {
    front.close()
    police.close()
  }
}
