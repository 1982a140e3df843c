// A consumer loop: lines of kubelets' logs from one topic, what becomes of incidents to another.
//   BROKERS=localhost:9092 node kafka.mjs
import { Consumer, Producer, stringSerializers } from '@platformatic/kafka'
import { jsonText } from 'kubelog-diagnose'
import { builtinRules } from 'kubelog-diagnose/node'
import { createHandler } from './kafka-handler.mjs'

const bootstrapBrokers = (process.env['BROKERS'] ?? 'localhost:9092').split(',')
const { FROM = 'kubelet-logs', TO = 'kubelet-incidents' } = process.env
const MOST = 5000
const PAUSE = 2000

const consumer = new Consumer({ groupId: 'kubelog-diagnose', clientId: 'kubelog-diagnose', bootstrapBrokers })
const producer = new Producer({ clientId: 'kubelog-diagnose', bootstrapBrokers, serializers: stringSerializers })
const handle = createHandler(await builtinRules())

const stream = await consumer.consume({ topics: [FROM], autocommit: false })
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(name, () => void stream.close())

/** @type {import('@platformatic/kafka').Message<Buffer, Buffer, Buffer, Buffer>[]} */
let batch = []
let flushed = Promise.resolve()
const timer = setInterval(() => void flush().catch((error) => stream.destroy(error)), PAUSE)
try {
  for await (const message of stream) {
    batch.push(message)
    if (batch.length >= MOST) await flush()
  }
  await flush()
} finally {
  clearInterval(timer)
  await consumer.close()
  await producer.close()
}

/** One batch after the other. */
function flush() {
  return (flushed = flushed.then(async () => deliver(batch.splice(0))))
}

/**
 * Commits when the events are sent: what was read and not told comes again. What was read before a restart is not known any
 * more: an incident that goes on is opened anew, with the id that it had.
 *
 * @param {typeof batch} messages
 */
async function deliver(messages) {
  const events = handle(messages)
  if (events.length > 0)
    await producer.send({
      messages: events.map((event) => ({ topic: TO, key: nodeOf(event), value: jsonText(event) })),
    })
  const lastOfEach = new Map(messages.map((message) => [message.partition, message]))
  for (const message of lastOfEach.values()) await message.commit()
}

/** @param {import('kubelog-diagnose').FollowEvent} event */
function nodeOf(event) {
  return 'incident' in event ? event.incident.node : 'node' in event ? event.node : ''
}
