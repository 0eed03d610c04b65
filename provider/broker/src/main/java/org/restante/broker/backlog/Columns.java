package org.restante.broker.backlog;

import java.nio.ByteBuffer;
import org.restante.message.Decoder;

/**
 * A compressed table of numbers, column by column. A straight line is fitted under each column, and each number is stored as its
 * distance from the line; columns that are constant or rise evenly take no bytes. Immutable; for any thread.
 *
 * <pre>
 * | rows i32 | for each column: width u8, step i64, base i64 | the first column: rows * width | the second ...
 *
 * number in row i = base + i * step + the unsigned number of width bytes there
 * </pre>
 */
final class Columns {

    private static final int ROWS = 4;
    private static final int HEAD = 17;

    private final byte[] bytes;
    private final int rows;
    private final int[] starts;
    private final int[] widths;
    private final long[] steps;
    private final long[] bases;

    private Columns(byte[] bytes, int columns) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        this.bytes = bytes;
        this.rows = head.getInt();
        this.starts = new int[columns];
        this.widths = new int[columns];
        this.steps = new long[columns];
        this.bases = new long[columns];
        for (int column = 0; column < columns; column++) {
            widths[column] = head.get();
            steps[column] = head.getLong();
            bases[column] = head.getLong();
        }
    }

    /**
     * Reads a table from the bytes of {@link #encode}, without copying them.
     *
     * @throws Decoder.MalformedException if the bytes are not a table of this many columns
     */
    static Columns read(byte[] bytes, int columns) {
        if (bytes.length < ROWS + HEAD * columns) {
            throw new Decoder.MalformedException(
                    "a table of " + bytes.length + " bytes is too short for " + columns + " columns");
        }
        Columns read = new Columns(bytes, columns);
        long end = ROWS + (long) HEAD * columns;
        for (int column = 0; column < columns; column++) {
            int width = read.widths[column];
            if (read.rows < 1 || width < 0 || width > Long.BYTES || end > bytes.length) {
                throw new Decoder.MalformedException(
                        "a table of " + read.rows + " rows, where a number takes " + width + " bytes");
            }
            read.starts[column] = (int) end;
            end += (long) read.rows * width;
        }
        if (end != bytes.length) {
            throw new Decoder.MalformedException("a table of " + bytes.length + " bytes that should have " + end);
        }
        return read;
    }

    int rows() {
        return rows;
    }

    long get(int column, int row) {
        int width = widths[column];
        long distance = 0;
        int at = starts[column] + row * width;
        for (int end = at + width; at < end; at++) {
            distance = distance << 8 | (bytes[at] & 0xFF);
        }
        return bases[column] + row * steps[column] + distance;
    }

    /** Whether all numbers of a column are within these bounds. */
    boolean isWithin(int column, long min, long max) {
        boolean isLevel = widths[column] == 0 && steps[column] == 0;
        for (int row = isLevel ? rows - 1 : 0; row < rows; row++) {
            long number = get(column, row);
            if (number < min || number > max) {
                return false;
            }
        }
        return true;
    }

    /** @param columns all of one length, with at least one row */
    static byte[] encode(long[][] columns) {
        int rows = columns[0].length;
        Line[] lines = new Line[columns.length];
        int size = ROWS + HEAD * columns.length;
        for (int column = 0; column < columns.length; column++) {
            lines[column] = Line.under(columns[column]);
            size += rows * lines[column].width;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(rows);
        for (Line line : lines) {
            out.put((byte) line.width).putLong(line.step).putLong(line.base);
        }
        for (int column = 0; column < columns.length; column++) {
            Line line = lines[column];
            for (int row = 0; row < rows && line.width > 0; row++) {
                long distance = columns[column][row] - line.base - row * line.step;
                for (int shift = (line.width - 1) * 8; shift >= 0; shift -= 8) {
                    out.put((byte) (distance >>> shift));
                }
            }
        }
        return out.array();
    }

    /**
     * A line under all numbers of a column; their distances from it fit in {@code width} bytes. Arithmetic may overflow and
     * wrap.
     */
    private record Line(int width, long step, long base) {

        static Line under(long[] numbers) {
            Line level = under(numbers, 0);
            int last = numbers.length - 1;
            long step = last == 0 ? 0 : (numbers[last] - numbers[0]) / last;
            Line slope = level.width == 0 || step == 0 ? level : under(numbers, step);
            return slope.width < level.width ? slope : level;
        }

        private static Line under(long[] numbers, long step) {
            long min = numbers[0];
            long max = numbers[0];
            for (int i = 1; i < numbers.length; i++) {
                long level = numbers[i] - i * step;
                min = Math.min(min, level);
                max = Math.max(max, level);
            }
            long range = max - min;
            return new Line((Long.SIZE - Long.numberOfLeadingZeros(range) + 7) / 8, step, min);
        }
    }
}
