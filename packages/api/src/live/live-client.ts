import { Readable } from "node:stream";

/** One connected screen: a byte stream that the HTTP reply carries. */
export interface LiveClient {
  /** What the reply sends; ends or breaks when the client is closed. */
  readonly stream: Readable;
  /** Queues bytes. Returns false when the client is gone, or was dropped because it reads too slowly. */
  send(bytes: Buffer): boolean;
  /** Ends the stream after what is queued. */
  end(): void;
}

/**
 * @param maxBufferedBytes most bytes that may wait for a slow reader; beyond it the stream is
 *   destroyed, the browser reconnects and resumes or gets a fresh snapshot
 * @param onClose called once when the stream is over, ended by either side
 */
export function createLiveClient(maxBufferedBytes: number, onClose: () => void): LiveClient {
  // A Readable that is only pushed to: what the socket has not taken yet waits inside it.
  const stream = new Readable({ read: () => {}, highWaterMark: maxBufferedBytes });
  stream.once("close", onClose);
  let ended = false;

  return {
    stream,
    send(bytes) {
      if (ended || stream.destroyed) return false;
      stream.push(bytes);
      if (stream.readableLength <= maxBufferedBytes) return true;
      stream.destroy();
      return false;
    },
    end() {
      if (ended || stream.destroyed) return;
      ended = true;
      stream.push(null);
    },
  };
}
