package org.restante.broker.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.restante.message.Decoder.MalformedException;

/** Encoding and reading of compressed tables. */
class ColumnsTest {

    private static final int HEADS = 4 + 3 * 17;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void readsBackWhateverWasWritten() {
        for (int round = 0; round < 2000; round++) {
            long[][] table = new long[1 + random.nextInt(4)][1 + random.nextInt(300)];
            for (long[] column : table) {
                fill(column);
            }
            byte[] bytes = Columns.encode(table);
            Columns read = Columns.read(bytes, table.length);
            assertEquals(table[0].length, read.rows());
            for (int column = 0; column < table.length; column++) {
                for (int row = 0; row < table[0].length; row++) {
                    assertEquals(table[column][row], read.get(column, row));
                }
            }
        }
    }

    /** A column: from a straight line to random numbers of the whole range, with its minimum and maximum. */
    private void fill(long[] column) {
        long base = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1000);
        long step = random.nextInt(3) == 0 ? 0 : random.nextLong(-5, 1L << random.nextInt(1, 40));
        int noise = random.nextInt(65);
        for (int i = 0; i < column.length; i++) {
            column[i] = base + i * step + (noise == 0 ? 0 : random.nextLong() >>> (64 - noise));
            if (noise == 64 && random.nextInt(10) == 0) {
                column[i] = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }
    }

    @Test
    void takesNoBytesForWhatIsTheSameOrRisesEvenly() {
        long[] same = new long[256];
        long[] even = new long[256];
        long[] uneven = new long[256];
        Arrays.fill(same, 1L << 50);
        Arrays.setAll(even, i -> 1000 + 1096L * i);
        Arrays.setAll(uneven, i -> 1000 + 1096L * i + i % 7);
        assertEquals(HEADS + 256, Columns.encode(new long[][] {same, even, uneven}).length);
    }

    @Test
    void refusesBytesThatAreNoTable() {
        long[][] table = {{1, 5, 9}, {3, 4, 1}};
        byte[] bytes = Columns.encode(table);
        assertThrows(MalformedException.class, () -> Columns.read(new byte[0], 2));
        assertThrows(MalformedException.class, () -> Columns.read(Arrays.copyOf(bytes, bytes.length - 1), 2));
        assertThrows(MalformedException.class, () -> Columns.read(Arrays.copyOf(bytes, bytes.length + 1), 2));
        assertThrows(MalformedException.class, () -> Columns.read(bytes, 3));
        for (int head = 0; head < 5; head++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = bytes.clone();
                changed[head] = (byte) value;
                if (value != bytes[head]) {
                    assertThrows(MalformedException.class, () -> Columns.read(changed, 2));
                }
            }
        }
    }
}
