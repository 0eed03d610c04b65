package org.restante.log.shared;

import java.nio.ByteBuffer;

/**
 * The content of a {@link RecordKind#TRIMMED} record: everything before this position may be dropped from then on.
 *
 * <p>It makes a trim distinguishable from a loss: a log whose first position is above every mark in it was cut by something else.
 */
public record TrimMark(long to) {

    /** Its bytes, as the content of a record. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(to).array();
    }

    static TrimMark of(byte[] bytes) throws MalformedRecordException {
        if (bytes.length != Long.BYTES) {
            throw new MalformedRecordException("a mark of a trim that this version of Restante cannot read", false);
        }
        return new TrimMark(ByteBuffer.wrap(bytes).getLong());
    }
}
