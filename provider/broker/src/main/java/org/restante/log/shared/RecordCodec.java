package org.restante.log.shared;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Encodes and decodes records.
 *
 * <pre>
 *    0  magic 'RSL1'           4
 *    4  CRC32C of what follows 4
 *    8  store                  8
 *   16  epoch                  8
 *   24  number                 8
 *   32  position               8
 *   40  kind                   1
 *   41  reserved, 0            3
 *   44  piece                  4
 *   48  pieces                 4
 *   52  length of the entry    4
 *   56  bytes of the piece
 * </pre>
 */
public final class RecordCodec {

    /** Bytes of a record besides its piece. */
    public static final int OVERHEAD = 56;

    /** The largest entry of a shared log, in bytes. */
    public static final int MAX_ENTRY = 64 << 20;

    private static final int MAGIC = 0x52534c31;
    private static final int CHECKED = 8;

    private RecordCodec() {}

    /** The bytes of a record. */
    public static byte[] encode(SharedRecord record) {
        ByteBuffer out = ByteBuffer.allocate(OVERHEAD + record.bytes().length);
        out.putInt(MAGIC).putInt(0);
        out.putLong(record.store()).putLong(record.epoch()).putLong(record.number());
        out.putLong(record.position()).putInt(record.kind().code() << 24);
        out.putInt(record.piece()).putInt(record.pieces()).putInt(record.length());
        out.put(record.bytes());
        out.putInt(4, checksum(out.array()));
        return out.array();
    }

    /**
     * Reads the bytes of a record.
     *
     * @throws MalformedRecordException if they are not a record, or are damaged
     */
    public static SharedRecord decode(byte[] bytes) throws MalformedRecordException {
        if (bytes.length < OVERHEAD || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new MalformedRecordException(bytes.length + " bytes that are not a record of a Restante log", false);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 4, bytes.length - 4);
        if (in.getInt() != checksum(bytes)) {
            throw new MalformedRecordException(
                    "a record of " + bytes.length + " bytes whose checksum does not match", true);
        }
        long store = in.getLong();
        long epoch = in.getLong();
        long number = in.getLong();
        long position = in.getLong();
        RecordKind kind = RecordKind.of(in.getInt() >>> 24);
        int piece = in.getInt();
        int pieces = in.getInt();
        int length = in.getInt();
        if (kind == null || piece < 0 || piece >= pieces || length > MAX_ENTRY || in.remaining() > length) {
            throw new MalformedRecordException("a record of a version of Restante that this one cannot read", false);
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return new SharedRecord(store, epoch, number, position, kind, piece, pieces, length, rest);
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, CHECKED, record.length - CHECKED);
        return (int) crc.getValue();
    }
}
