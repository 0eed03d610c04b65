package org.restante.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes UTF-8 and refuses other bytes with their place, instead of replacing them. Owned by one thread.
 *
 * <p>An instance follows the bytes of one input; the methods of the class decode whole inputs.
 */
public final class Utf8 {

    private final String where;
    private long line = 1;
    private long byteInLine;
    private long begun;
    private int missing;
    private int least = 0x80;
    private int most = 0xBF;

    private Utf8(String where) {
        this.where = where;
    }

    /**
     * Decodes bytes.
     *
     * @throws NotUtf8Exception if the bytes are not UTF-8
     */
    public static String decode(byte[] bytes) throws NotUtf8Exception {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            Utf8 place = new Utf8("");
            for (byte each : bytes) {
                place.accept(each & 0xFF);
            }
            throw place.refused();
        }
    }

    /**
     * The text of a file.
     *
     * @throws NotUtf8Exception if it is not UTF-8; the message begins with the file
     * @throws IOException if it cannot be read
     */
    public static String read(Path file) throws IOException {
        try {
            return decode(Files.readAllBytes(file));
        } catch (NotUtf8Exception e) {
            throw e.in(file.toString(), 0);
        }
    }

    /**
     * A reader that throws a NotUtf8Exception at the first bad byte.
     *
     * @param where the name of the input, for the exception
     */
    public static Reader reader(InputStream in, String where) {
        return new InputStreamReader(new Checked(in, new Utf8(where)), StandardCharsets.UTF_8);
    }

    /** A stream whose bytes are checked as they are read. */
    private static final class Checked extends FilterInputStream {
        private final Utf8 place;

        Checked(InputStream in, Utf8 place) {
            super(in);
            this.place = place;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int read = super.read(into, from, count);
            for (int i = from; i < from + read; i++) {
                place.accept(into[i] & 0xFF);
            }
            if (read < 0 && place.missing > 0) {
                throw place.refused();
            }
            return read;
        }
    }

    private NotUtf8Exception refused() {
        return new NotUtf8Exception(where, line, begun);
    }

    /** Follows one byte by the table of well-formed sequences (Unicode, table 3-7). */
    private void accept(int next) throws NotUtf8Exception {
        if (missing > 0) {
            if (next < least || next > most) {
                throw refused();
            }
            byteInLine++;
            missing--;
            least = 0x80;
            most = 0xBF;
            return;
        }
        begun = ++byteInLine;
        if (next == '\n') {
            line++;
            byteInLine = 0;
        } else if (next >= 0x80) {
            missing = missingBehind(next);
            least = next == 0xE0 ? 0xA0 : next == 0xF0 ? 0x90 : 0x80;
            most = next == 0xED ? 0x9F : next == 0xF4 ? 0x8F : 0xBF;
        }
    }

    private int missingBehind(int lead) throws NotUtf8Exception {
        if (lead < 0xC2 || lead > 0xF4) {
            throw refused();
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }
}
