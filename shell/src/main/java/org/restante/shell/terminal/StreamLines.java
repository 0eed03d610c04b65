package org.restante.shell.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, each ended by LF or CR LF; the last line may have no end. Owned by the thread that runs commands. */
public final class StreamLines implements Lines {

    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] block = new byte[BLOCK];
    private int from;
    private int to;

    /** The size limit of one message; the broker's own limit is usually lower. */
    public static int mostBytes() {
        return (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 8);
    }

    /**
     * Reads from a stream and does not close it.
     *
     * @param longest the limit of a line, in bytes
     */
    public StreamLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    @Override
    public boolean isReady() throws IOException {
        return from < to || in.available() > 0;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        byte[] line = next((byte) '\n');
        return line == null ? null : withoutCarriageReturn(line);
    }

    @Override
    public byte @Nullable [] next(byte endsWith) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        while (from < to || fill()) {
            begun = true;
            int end = from;
            while (end < to && block[end] != endsWith) {
                end++;
            }
            if (line.size() + (end - from) > longest) {
                throw ShellException.failed("a line is longer than " + Screen.count(longest, "byte")
                        + ", the limit of the shell; send it as @FILE to a broker that accepts messages of this size");
            }
            line.write(block, from, end - from);
            boolean complete = end < to;
            from = complete ? end + 1 : end;
            if (complete) {
                return line.toByteArray();
            }
        }
        return begun ? line.toByteArray() : null;
    }

    /** The remaining bytes, unchanged. */
    @Override
    public InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return from < to || fill() ? block[from++] & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                if (most == 0) {
                    return 0;
                }
                if (from == to && !fill()) {
                    return -1;
                }
                int read = Math.min(most, to - from);
                System.arraycopy(block, from, into, at, read);
                from += read;
                return read;
            }
        };
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in instanceof InterruptibleInput ? in.read(block) : InputWait.during(() -> in.read(block)));
        return to > 0;
    }

    private static byte[] withoutCarriageReturn(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? java.util.Arrays.copyOf(line, length - 1) : line;
    }
}
