package org.restante.log.journal;

import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Translates between positions and segments: number, file name and offset. Immutable.
 *
 * @param folder the journal's folder
 * @param segmentSize the size of every segment in bytes, a multiple of {@link #ALIGNMENT}
 */
record Layout(String folder, int segmentSize) {
    static final int ALIGNMENT = 8;
    private static final int DIGITS = 16;
    private static final String SUFFIX = ".segment";

    String name(long number) {
        return folder + "/" + HexFormat.of().toHexDigits(number) + SUFFIX;
    }

    /** The number in the name of a segment file; empty if it is not the name of a segment file. */
    static OptionalLong number(String fileName) {
        if (fileName.length() != DIGITS + SUFFIX.length() || !fileName.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            if ("0123456789abcdef".indexOf(fileName.charAt(i)) < 0) {
                return OptionalLong.empty();
            }
        }
        long number = HexFormat.fromHexDigitsToLong(fileName, 0, DIGITS);
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    long numberAt(long position) {
        return position / segmentSize;
    }

    int offsetAt(long position) {
        return (int) (position % segmentSize);
    }

    long position(long number, int offset) {
        return number * segmentSize + offset;
    }

    /** The position of the first frame of a segment. */
    long firstIn(long number) {
        return position(number, SegmentHeader.SIZE);
    }

    int maxEntry() {
        return segmentSize - SegmentHeader.SIZE - Frames.HEADER;
    }
}
