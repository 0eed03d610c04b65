package org.restante.server;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A server's TLS engine that bounds what a client can ask for without sending data: the records of a handshake, further handshakes
 * (renegotiation), key updates and empty records. Owned by the channel's event loop.
 *
 * <p>Each of them costs the server time, and a key update also an answer, which waits in memory while the client does not read. No
 * client needs many: Java updates its keys once in 128 GiB.
 */
final class BoundedTlsEngine extends ForwardingTlsEngine {

    /** The most records of one handshake. A client's certificates may take many, if its records are small. */
    static final int MAX_HANDSHAKE_RECORDS = 256;

    /** The most records without data after the handshake; one more for each MiB of data. */
    static final int MAX_EMPTY_RECORDS = 32;

    private static final long DATA_FOR_ONE = 1L << 20;
    private static final String RENEGOTIATES = "TLSv1.2";

    private final SSLEngine engine;
    private boolean established;
    private int handshakeRecords;
    private long emptyRecords;
    private long data;

    /** A bound is exceeded; the message has the bound. */
    static final class ExceededException extends SSLException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    BoundedTlsEngine(SSLEngine engine) {
        super(engine);
        this.engine = engine;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer to) throws SSLException {
        SSLEngineResult result = engine.wrap(sources, offset, length, to);
        established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
        return result;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] targets, int offset, int length) throws SSLException {
        checkBounds(); // after an excess, again: a caller may go on
        SSLEngineResult result = engine.unwrap(from, targets, offset, length);
        if (result.bytesConsumed() > 0) {
            count(result);
            checkBounds();
        }
        established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
        return result;
    }

    /** Counts one record, which is what an unwrap consumes. */
    private void count(SSLEngineResult result) throws SSLException {
        if (!established) {
            handshakeRecords++;
        } else if (result.bytesProduced() > 0) {
            data += result.bytesProduced();
        } else {
            emptyRecords++;
            if (isHandshake(result) && engine.getSession().getProtocol().equals(RENEGOTIATES)) {
                throw new ExceededException(
                        "it begins a second TLS handshake (renegotiation), which this server refuses");
            }
        }
    }

    private static boolean isHandshake(SSLEngineResult result) {
        return result.getStatus() == SSLEngineResult.Status.OK
                && result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && result.getHandshakeStatus() != HandshakeStatus.FINISHED;
    }

    private void checkBounds() throws SSLException {
        if (handshakeRecords > MAX_HANDSHAKE_RECORDS) {
            throw new ExceededException("its TLS handshake is not complete after " + MAX_HANDSHAKE_RECORDS
                    + " records, which is the bound");
        }
        if (emptyRecords > MAX_EMPTY_RECORDS + data / DATA_FOR_ONE) {
            throw new ExceededException("it has sent " + emptyRecords
                    + " TLS records without data, such as key updates; the bound is " + MAX_EMPTY_RECORDS
                    + ", and one more for each MiB of data");
        }
    }
}
