package org.restante.shell.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines as a stream of bytes. Owned by the thread that runs commands. */
final class LinesStream extends InputStream {

    private final Lines lines;
    private InputStream line = InputStream.nullInputStream();

    LinesStream(Lines lines) {
        this.lines = lines;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int read = line.read(into, from, most);
        if (read > 0 || most == 0) {
            return read;
        }
        byte[] next = lines.next();
        if (next == null) {
            return -1;
        }
        byte[] ended = Arrays.copyOf(next, next.length + 1);
        ended[next.length] = '\n';
        line = new ByteArrayInputStream(ended);
        return line.read(into, from, most);
    }
}
