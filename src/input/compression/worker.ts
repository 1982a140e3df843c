// The worker's end of worker-client.ts: synchronous decoders on blocking reads and writes.
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './worker-client.ts'

interface Decoders {
  readonly zstd: () => Promise<void>
  readonly bzip2: () => Promise<void>
}

const OUTPUT = 256 * 1024
/** Steps of the zstd decoder that may neither take input nor give output: its loop ignores the library's errors. */
const MOST_EMPTY = 16

const port = parentPort as MessagePort // this file only runs as a worker
const { decoder, wake } = workerData as { decoder: keyof Decoders; wake: Int32Array } // what worker-client.ts gives

function post(message: FromWorker): void {
  port.postMessage(message)
}

function receive(): ToWorker {
  for (;;) {
    const seen = Atomics.load(wake, 0)
    const found: { message: ToWorker } | undefined = receiveMessageOnPort(port)
    if (found !== undefined) return found.message
    Atomics.wait(wake, 0, seen)
  }
}

function read(): Uint8Array | undefined {
  post({ type: 'pull' })
  const message = receive()
  return 'chunk' in message ? message.chunk : undefined
}

function write(chunk: Uint8Array): void {
  if (chunk.length === 0) return
  post({ type: 'chunk', chunk })
  receive()
}

function* chunks(): Generator<Uint8Array> {
  for (let chunk = read(); chunk !== undefined; chunk = read()) yield chunk
}

const decoders: Decoders = {
  async zstd() {
    const { ZSTDDecoder } = await import('zstddec/stream')
    const zstd = new ZSTDDecoder()
    await zstd.init()
    let empty = 0
    for (const chunk of zstd.decodeStreaming(chunks())) {
      empty = chunk.length === 0 ? empty + 1 : 0
      if (empty > MOST_EMPTY) throw new Error('zstd: no progress')
      write(chunk)
    }
  },
  async bzip2() {
    const { default: Bunzip } = await import('seek-bzip')
    const output = new Uint8Array(OUTPUT)
    let length = 0
    const flush = (): void => {
      write(output.slice(0, length))
      length = 0
    }
    const writeByte = (byte: number): void => {
      output[length++] = byte
      if (length === OUTPUT) flush()
    }
    Bunzip.decode(new ByteReader(), { writeByte, flush }, true)
    flush()
  },
}

/** Bytes one by one, as seek-bzip reads them. */
class ByteReader {
  #chunk: Uint8Array | undefined = new Uint8Array(0)
  #at = 0

  readByte(): number {
    return this.eof() ? -1 : (this.#chunk?.[this.#at++] ?? -1)
  }

  read(buffer: Uint8Array, offset: number, length: number): number {
    let count = 0
    while (count < length && !this.eof()) buffer[offset + count++] = this.readByte()
    return count === 0 ? -1 : count
  }

  eof(): boolean {
    while (this.#chunk !== undefined && this.#at >= this.#chunk.length) {
      this.#chunk = read()
      this.#at = 0
    }
    return this.#chunk === undefined
  }
}

try {
  await decoders[decoder]()
  post({ type: 'end' })
} catch (error) {
  post({ type: 'error', message: error instanceof Error ? error.message : String(error) })
}
