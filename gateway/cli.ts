#!/usr/bin/env node
/** The `lienthong` command: which words lead to which command. Each command is a file in commands/. */
import { called } from './commands/called.ts'
import { type Command, Usage } from './commands/command.ts'

/** By its words. Only the one that is wanted is loaded: most need little of what the gateway is made of. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./commands/demo.ts')).demo,
  errors: async () => (await import('./commands/errors.ts')).errors,
  'certs dev': async () => (await import('./commands/certs-dev.ts')).certsDev,
  'identity check': async () => (await import('./commands/identity-check.ts')).identityCheck,
  'token get': async () => (await import('./commands/token-get.ts')).tokenGet,
  'token explain': async () => (await import('./commands/token-explain.ts')).tokenExplain,
  'token revoke': async () => (await import('./commands/token-revoke.ts')).tokenRevoke,
  'token rotate-key': async () => (await import('./commands/token-rotate-key.ts')).tokenRotateKey,
  'message rotate-key': async () => (await import('./commands/message-rotate-key.ts')).messageRotateKey,
  'receipt verify': async () => (await import('./commands/receipt-verify.ts')).receiptVerify,
  signer: async () => (await import('./commands/signer.ts')).signer,
  'audit verify': async () => (await import('./commands/audit-verify.ts')).auditVerify,
  'audit evidence': async () => (await import('./commands/audit-evidence.ts')).auditEvidence,
  'audit prove': async () => (await import('./commands/audit-prove.ts')).auditProve,
  'audit fsck': async () => (await import('./commands/audit-fsck.ts')).auditFsck,
  'audit open': async () => (await import('./commands/audit-open.ts')).auditOpen,
  'audit erase': async () => (await import('./commands/audit-erase.ts')).auditErase,
  'audit export': async () => (await import('./commands/audit-export.ts')).auditExport,
  'audit reconcile': async () => (await import('./commands/audit-reconcile.ts')).auditReconcile,
  'quarantine list': async () => (await import('./commands/quarantine-list.ts')).quarantineList,
  'quarantine open': async () => (await import('./commands/quarantine-open.ts')).quarantineOpen,
  'quarantine correct': async () => (await import('./commands/quarantine-act.ts')).quarantineCorrect,
  'quarantine release': async () => (await import('./commands/quarantine-act.ts')).quarantineRelease,
  'quarantine return': async () => (await import('./commands/quarantine-act.ts')).quarantineReturn,
  'quarantine expire': async () => (await import('./commands/quarantine-act.ts')).quarantineExpire,
  'transfer send': async () => (await import('./commands/transfer-send.ts')).transferSend,
  'transfer list': async () => (await import('./commands/transfer-list.ts')).transferList,
  'transfer status': async () => (await import('./commands/transfer-status.ts')).transferStatus,
  'transfer recall': async () => (await import('./commands/transfer-recall.ts')).transferRecall,
  'inbox list': async () => (await import('./commands/inbox-list.ts')).inboxList,
  'inbox get': async () => (await import('./commands/inbox-get.ts')).inboxGet,
  'inbox acknowledge': async () => (await import('./commands/inbox-answer.ts')).inboxAcknowledge,
  'inbox refuse': async () => (await import('./commands/inbox-answer.ts')).inboxRefuse,
  'inbox push': async () => (await import('./commands/inbox-push.ts')).inboxPush,
  'directive give': async () => (await import('./commands/directive-give.ts')).directiveGive,
  'directive list': async () => (await import('./commands/directive-list.ts')).directiveList,
  'directive acknowledge': async () => (await import('./commands/directive-acknowledge.ts')).directiveAcknowledge,
  witness: async () => (await import('./commands/witness.ts')).witness,
  'schema diff': async () => (await import('./commands/schema-diff.ts')).schemaDiff,
  'schema codes': async () => (await import('./commands/schema-codes.ts')).schemaCodes,
  'policy verify': async () => (await import('./commands/policy-verify.ts')).policyVerify,
  'policy test': async () => (await import('./commands/policy-test.ts')).policyTest,
  'policy explain': async () => (await import('./commands/policy-explain.ts')).policyExplain,
  'policy matrix': async () => (await import('./commands/policy-matrix.ts')).policyMatrix,
  'policy diff': async () => (await import('./commands/policy-diff.ts')).policyDiff,
  'adapter new': async () => (await import('./commands/adapter-new.ts')).adapterNew,
  'adapter check': async () => (await import('./commands/adapter-check.ts')).adapterCheck,
  'adapter coverage': async () => (await import('./commands/adapter-coverage.ts')).adapterCoverage,
  'adapter diff': async () => (await import('./commands/adapter-diff.ts')).adapterDiff,
  'adapter serve': async () => (await import('./commands/adapter-serve.ts')).adapterServe,
  'adapter translate': async () => (await import('./commands/adapter-translate.ts')).adapterTranslate,
  'adapter places': async () => (await import('./commands/adapter-places.ts')).adapterPlaces,
  'adapter explain': async () => (await import('./commands/adapter-explain.ts')).adapterExplain,
  'sandbox decide': async () => (await import('./commands/sandbox-decide.ts')).sandboxDecide,
  'sandbox generate': async () => (await import('./commands/sandbox-generate.ts')).sandboxGenerate,
  'sandbox look': async () => (await import('./commands/sandbox-look.ts')).sandboxLook,
  'sandbox misbehave': async () => (await import('./commands/sandbox-misbehave.ts')).sandboxMisbehave,
  'participants validate': async () => (await import('./commands/participants-validate.ts')).participantsValidate,
  'participants key': async () => (await import('./commands/participants-key.ts')).participantsKey,
  'participants commune': async () => (await import('./commands/participants-commune.ts')).participantsCommune,
  'participants adapters': async () => (await import('./commands/participants-adapters.ts')).participantsAdapters,
  'participants pin': async () => (await import('./commands/participants-pin.ts')).participantsPin,
  'participants sign': async () => (await import('./commands/participants-sign.ts')).participantsSign,
  'participants diff': async () => (await import('./commands/participants-diff.ts')).participantsDiff,
}

const helpOf = (words: string, { usage, title }: Command): string =>
  `  lienthong ${words} ${usage}\n      ${title.vi} · ${title.en}`

async function help(of: readonly string[]): Promise<string> {
  const lines = of.map(async (words) => helpOf(words, await commands[words]!()))
  return ['Cách dùng · Usage:', ...(await Promise.all(lines)), ''].join('\n')
}

/** A group that there is lists its commands; all of them at once would hide what was wrong. */
async function unknown(said: string, of: readonly string[]): Promise<number> {
  const groups = [...new Set(Object.keys(commands).map((words) => words.split(' ')[0]))].join(' | ')
  const instead =
    of.length > 0 ? await help(of) : `Cách dùng · Usage:\n  lienthong ${groups}\n  lienthong help [COMMAND]\n`
  const wrong =
    of.length > 0 && !said.includes(' ') ? 'lệnh chưa đủ · not a whole command' : 'không có lệnh · no such command'
  process.stderr.write(`${wrong}: ${said}\n\n${instead}`)
  return 2
}

async function run(asked: readonly string[]): Promise<number> {
  const wanted = called(asked, Object.keys(commands))
  if (wanted.kind === 'unknown') return unknown(wanted.said, wanted.of)
  if (wanted.kind === 'help') {
    process.stdout.write(await help(wanted.of))
    return 0
  }
  const { words, args } = wanted
  const command = await commands[words]!()
  try {
    return await command.run(args)
  } catch (error) {
    // By its name: most commands need no settings, and reading their schema costs more than such a command.
    if (error instanceof Usage || (error as Error).name === 'ConfigError') {
      process.stderr.write(`${(error as Error).message}\n\nCách dùng · Usage:\n${helpOf(words, command)}\n`)
      return 2
    }
    // Of the system: a file, a connection. Anything else is a fault, whose stack is wanted.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    process.stderr.write(`không thực hiện được · failed: ${(error as Error).message}\n`)
    return 1
  }
}

// Whoever reads may stop reading (`… | head`): then there is nothing left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2))
