package org.restante.log.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordCodecTest {

    private static SharedRecord record(RecordKind kind) {
        return new SharedRecord(7, 3, 12, 4096, kind, 1, 3, 10, new byte[] {1, 2, 3, 4});
    }

    @ParameterizedTest
    @EnumSource
    void readsEachKindAsItWasWritten(RecordKind kind) throws MalformedRecordException {
        SharedRecord read = RecordCodec.decode(RecordCodec.encode(record(kind)));
        assertEquals(kind, read.kind());
        assertEquals(7, read.store());
        assertEquals(3, read.epoch());
        assertEquals(12, read.number());
        assertEquals(4096, read.position());
        assertEquals(1, read.piece());
        assertEquals(3, read.pieces());
        assertEquals(10, read.length());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, read.bytes());
    }

    /** Other processes, and later versions, read these bytes. */
    @Test
    void writesTheBytesOfThisVersion() {
        String bytes = HexFormat.of().formatHex(RecordCodec.encode(record(RecordKind.ENTRY)));
        assertEquals(
                "52534c31" + "CHECKSUM" + "0000000000000007" + "0000000000000003" + "000000000000000c"
                        + "0000000000001000" + "01000000" + "00000001" + "00000003" + "0000000a" + "01020304",
                bytes.substring(0, 8) + "CHECKSUM" + bytes.substring(16));
        assertEquals("0c16df3d", bytes.substring(8, 16));
    }

    @Test
    void findsEachDamagedByte() {
        byte[] good = RecordCodec.encode(record(RecordKind.ENTRY));
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 4;
            MalformedRecordException found =
                    assertThrows(MalformedRecordException.class, () -> RecordCodec.decode(damaged));
            assertEquals(i >= 4, found.isDamaged(), found::getMessage);
        }
    }

    @Test
    void refusesWhatIsNotARecord() {
        for (byte[] foreign :
                new byte[][] {{}, "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[200]}) {
            assertFalse(assertThrows(MalformedRecordException.class, () -> RecordCodec.decode(foreign))
                    .isDamaged());
        }
    }

    @Test
    void refusesAnEntryLongerThanTheBound() {
        byte[] huge = RecordCodec.encode(
                new SharedRecord(7, 3, 12, 0, RecordKind.ENTRY, 0, 2, RecordCodec.MAX_ENTRY + 1, new byte[10]));
        assertThrows(MalformedRecordException.class, () -> RecordCodec.decode(huge));
    }

    @Test
    void readsAClaimantAsItWasWritten() throws MalformedRecordException {
        Claimant claimant = new Claimant("nœud", "tls://h:5671", -9);
        assertEquals(claimant, Claimant.of(claimant.toBytes()));
        for (int length = 0; length < claimant.toBytes().length; length++) {
            byte[] cut = java.util.Arrays.copyOf(claimant.toBytes(), length);
            assertThrows(MalformedRecordException.class, () -> Claimant.of(cut));
        }
    }
}
