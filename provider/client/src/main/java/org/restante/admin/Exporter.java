package org.restante.admin;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.restante.message.Address;

/** Writes an export: a header line, a line for each message, and a last line with their number. Owned by one thread. */
final class Exporter {

    /** The name of the first line's first member, with the version of the format. */
    static final String MARK = "restante-export";

    static final int VERSION = 1;

    /** The name of the last line's only member. */
    static final String COUNT = "messages";

    private final Writer out;
    private long written;

    Exporter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    void begin(Address from) throws IOException {
        StringBuilder line = new StringBuilder("{\"" + MARK + "\":" + VERSION + ",\"from\":");
        JsonText.writeString(line, from.toString());
        out.append(line).append("}\n");
    }

    void write(BrowsedMessage message) throws IOException {
        out.append(ExportLine.of(message.envelope(), message.status())).append('\n');
        written++;
    }

    /** Writes the last line. Returns the number of messages. */
    long end() throws IOException {
        out.append("{\"" + COUNT + "\":" + written + "}\n");
        out.flush();
        return written;
    }
}
